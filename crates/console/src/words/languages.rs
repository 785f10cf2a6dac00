//! The languages of the screen, their direction, and whether a speaker has read them.

use unic_langid::{LanguageIdentifier, langid};

/// A language of the screen. What the person speaks who is referred is another thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
    /// Thai.
    Thai,
    /// Khmer.
    Khmer,
    /// Burmese.
    Burmese,
    /// Chinese, simplified.
    Chinese,
    /// Amharic.
    Amharic,
    /// Arabic.
    Arabic,
}

impl Language {
    /// Every language, in the order of its declaration.
    pub const ALL: [Self; 8] = [
        Self::English,
        Self::French,
        Self::Thai,
        Self::Khmer,
        Self::Burmese,
        Self::Chinese,
        Self::Amharic,
        Self::Arabic,
    ];

    /// BCP 47.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::Thai => "th",
            Self::Khmer => "km",
            Self::Burmese => "my",
            Self::Chinese => "zh",
            Self::Amharic => "am",
            Self::Arabic => "ar",
        }
    }

    /// Its name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
            Self::Thai => "ไทย",
            Self::Khmer => "ខ្មែរ",
            Self::Burmese => "မြန်မာ",
            Self::Chinese => "中文",
            Self::Amharic => "አማርኛ",
            Self::Arabic => "العربية",
        }
    }

    /// `ltr` or `rtl`, as HTML says it.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::Arabic => "rtl",
            Self::English
            | Self::French
            | Self::Thai
            | Self::Khmer
            | Self::Burmese
            | Self::Chinese
            | Self::Amharic => "ltr",
        }
    }

    /// No speaker of it has read it yet.
    pub const fn is_draft(self) -> bool {
        match self {
            Self::English => false,
            Self::French
            | Self::Thai
            | Self::Khmer
            | Self::Burmese
            | Self::Chinese
            | Self::Amharic
            | Self::Arabic => true,
        }
    }

    /// The zero of its own digits, where readers use others than the Latin ones.
    pub const fn own_zero(self) -> Option<char> {
        match self {
            Self::Thai => Some('๐'),
            Self::Khmer => Some('០'),
            Self::Burmese => Some('၀'),
            Self::Arabic => Some('٠'),
            Self::English | Self::French | Self::Chinese | Self::Amharic => None,
        }
    }

    /// The language of a tag, by its primary subtag; none if it is not one of ours.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.tag() == primary)
    }

    /// The first of ours in what a browser accepts (RFC 9110, 12.5.4). Browsers write them in order.
    pub(crate) fn accepted(header: &str) -> Option<Self> {
        header.split(',').find_map(|part| Self::of_tag(part.split(';').next()?.trim()))
    }

    pub(super) fn id(self) -> LanguageIdentifier {
        match self {
            Self::English => langid!("en"),
            Self::French => langid!("fr"),
            Self::Thai => langid!("th"),
            Self::Khmer => langid!("km"),
            Self::Burmese => langid!("my"),
            Self::Chinese => langid!("zh"),
            Self::Amharic => langid!("am"),
            Self::Arabic => langid!("ar"),
        }
    }

    /// A number as its readers write it; none where they write Latin digits.
    pub(crate) fn own_digits(self, text: &str) -> Option<String> {
        let zero = u32::from(self.own_zero()?);
        let own = |c: char| c.to_digit(10).and_then(|d| char::from_u32(zero + d)).unwrap_or(c);
        Some(text.chars().map(own).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browsers_first_language_of_ours_is_taken() {
        assert_eq!(Language::accepted("de, ar-EG;q=0.9, en"), Some(Language::Arabic));
        assert_eq!(Language::accepted("de,pt;q=0.3"), None);
        assert_eq!(Language::of_tag("km_KH"), Some(Language::Khmer));
    }

    #[test]
    fn a_safety_number_is_written_in_the_readers_digits_too() {
        assert_eq!(Language::Khmer.own_digits("10 29"), Some("១០ ២៩".to_owned()));
        assert_eq!(Language::French.own_digits("10 29"), None);
    }
}

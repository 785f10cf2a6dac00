//! What is asked or set up wrongly is said clearly, and nothing is lost.

use waypost_tests::node::{case_for, pair, send};

use crate::organisation;

/// No node runs; two nodes on one folder; a folder of a newer version; a wrong passphrase.
#[test]
fn a_folder_that_cannot_be_used_is_named_with_the_way_out() {
    let mut shelter = organisation("Border Shelter", "shelter");
    assert_eq!(shelter.ask(&["status"]).code, 3);
    assert_eq!(shelter.refused(&["referral", "list"]), "no_node");
    shelter.run();
    let second = shelter
        .command()
        .args(["--json", "run", "--passphrase-file"])
        .arg(shelter.passphrase())
        .output();
    let second = second.unwrap();
    assert!(!second.status.success(), "one process a folder");
    assert!(
        String::from_utf8_lossy(&second.stdout).contains("in_use")
            || String::from_utf8_lossy(&second.stderr).contains("runs"),
        "{second:?}"
    );
    shelter.stop();

    std::fs::write(shelter.passphrase(), "another passphrase entirely").unwrap();
    shelter.run_with(&[]);
    assert_eq!(shelter.ended(), 4, "a wrong passphrase");
    // The next try must wait for a second.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    std::fs::write(shelter.passphrase(), waypost_tests::node::PASSPHRASE).unwrap();

    let format = shelter.home().join("data/FORMAT");
    let before = std::fs::read_to_string(&format).unwrap();
    std::fs::write(&format, "waypost-store 9\n").unwrap();
    shelter.run_with(&[]);
    assert_ne!(shelter.ended(), 0, "a newer version's folder");
    let log = std::fs::read_to_string(shelter.log()).unwrap();
    assert!(log.contains("format 9") && log.contains('2'), "{log}");
    std::fs::write(&format, before).unwrap();
    shelter.run();
    shelter.stop();
}

/// Nothing goes to a partner that is not confirmed, or that the consent does not name, or after the
/// consent ended, or to an authority without its own yes.
#[test]
fn a_consent_is_asked_before_anything_is_sent() {
    let (mut shelter, mut embassy) =
        (organisation("Border Shelter", "shelter"), organisation("Far Embassy", "embassy"));
    shelter.run();
    embassy.run();
    let invite = shelter.must(&["invite", "new"]);
    let code = invite["code"].as_str().unwrap();
    embassy.must(&["join", code]);
    shelter.until("the partner is there", |s| {
        s.must(&["partner", "list"])["partners"][0]["name"] == "Far Embassy"
    });
    let name =
        shelter.must(&["partner", "list"])["partners"][0]["short"].as_str().unwrap().to_owned();
    let form = case_for(&shelter, "02-passport-and-way-home.toml", &name);
    let draft = shelter.must(&["referral", "new", form.to_str().unwrap()])["draft"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(shelter.refused(&["referral", "send", &draft, "--to", &name]), "not_confirmed");
    assert_eq!(embassy.refused(&["join", code]), "already_partner");
    shelter.must(&["partner", "check", &name, "--confirm"]);
    embassy.until("the card came", |e| e.must(&["partner", "list"])["partners"][0]["name"] != "");
    let back =
        embassy.must(&["partner", "list"])["partners"][0]["short"].as_str().unwrap().to_owned();
    embassy.must(&["partner", "check", &back, "--confirm"]);
    shelter.until("both confirmed", |s| {
        s.must(&["partner", "show", &name])["confirmed_by_them"] == true
    });

    // Another consent, which never allows an embassy: refused already as a form.
    let text = std::fs::read_to_string(&form).unwrap();
    let never = text.replace(r#""embassy_sharing":"yes""#, r#""embassy_sharing":"never""#);
    assert_ne!(text, never);
    std::fs::write(&form, never).unwrap();
    let said = shelter.ask(&["referral", "new", form.to_str().unwrap()]);
    assert_eq!((said.code, said.reply["code"].as_str()), (5, Some("form_faults")), "{said:?}");
    // A consent that names somebody else.
    let elsewhere =
        text.replace(&format!(r#""recipients":["{name}"]"#), r#""recipients":["Somebody Else"]"#);
    assert_ne!(text, elsewhere);
    std::fs::write(&form, elsewhere).unwrap();
    assert_eq!(shelter.ask(&["referral", "new", form.to_str().unwrap()]).code, 5);
    // A consent whose last day was yesterday.
    let over = text.replace(r#""valid_until":"+180d""#, r#""valid_until":"2020-01-01""#);
    assert_ne!(text, over);
    std::fs::write(&form, over).unwrap();
    let said = shelter.ask(&["referral", "new", form.to_str().unwrap()]);
    assert!(said.reply["faults"].to_string().contains("consent.valid_until"), "{said:?}");

    shelter.must(&["referral", "send", &draft, "--to", &name]);
}

/// A form with ten faults shows ten, each at its field, and keeps nothing.
#[test]
fn ten_faults_are_ten_lines() {
    let mut shelter = organisation("Border Shelter", "shelter");
    shelter.run();
    let form = shelter.home().join("bad.toml");
    let text = r#"
urgency = "soon"
risks = ["bad_luck"]
[from]
worker = "W"
reason = "Because"
[to]
partner = "Nobody"
[person]
age_band = "old"
gender = "Feminine"
languages = ["english!"]
interpreter = "maybe"
[[need]]
service = "spa"
[consent]
obtained_by = "W"
obtained_on = "2569-01-01"
mode = "written"
language = "en"
recipients = ["Nobody"]
purposes = ["food"]
sections = ["needs", "soul"]
authorities_sharing = "no"
embassy_sharing = "ask"
valid_until = "+10d"
retention_days = 30
aggregate_ok = "yes"
followup_ok = "yes"
"#;
    std::fs::write(&form, text).unwrap();
    let said = shelter.ask(&["referral", "new", form.to_str().unwrap()]);
    assert_eq!(said.code, 5, "{said:?}");
    let faults = said.reply["faults"].as_array().unwrap();
    let fields: Vec<&str> = faults.iter().map(|f| f["field"].as_str().unwrap()).collect();
    for field in [
        "urgency",
        "risks",
        "from.reason",
        "person.age_band",
        "person.languages",
        "person.interpreter",
        "need.1.service",
        "consent.obtained_on",
        "consent.sections",
        "consent.authorities_sharing",
    ] {
        assert!(fields.iter().any(|f| f.starts_with(field)), "{field} is named: {fields:?}");
    }
    let listed = shelter.must(&["referral", "list"]);
    assert!(listed["drafts"].as_array().unwrap().is_empty(), "nothing is half written");
    let unknown = faults.iter().find(|f| f["field"] == "need.1.service").unwrap();
    assert!(
        unknown["message"].as_str().unwrap().contains("`spa`"),
        "refused by its name: {unknown}"
    );
}

/// A move that cannot be made now says where the referral stands; a wrong code, which there are.
#[test]
fn a_move_that_cannot_be_made_says_why() {
    let (mut shelter, mut clinic) =
        (organisation("Border Shelter", "shelter"), organisation("River Clinic", "clinic"));
    shelter.run();
    clinic.run();
    let (clinic_name, _) = pair(&shelter, &clinic);
    let id = send(&shelter, "04-mother-and-child.toml", &clinic_name);
    clinic.until_status(&id, "sent");
    assert_eq!(shelter.refused(&["close", &id]), "not_now");
    assert_eq!(clinic.refused(&["close", &id]), "not_now");
    let said = clinic.ask(&["referral", "answer", &id, "decline", "too_tired"]);
    assert_eq!(said.reply["code"], "unknown_code", "{said:?}");
    assert!(said.reply["hint"].as_str().unwrap().contains("no_capacity"));
    assert_eq!(clinic.refused(&["referral", "show", "R99"]), "unknown_referral");
    assert_eq!(shelter.refused(&["join", "waypost://join#wpjoin1nonsense"]), "invite");
}

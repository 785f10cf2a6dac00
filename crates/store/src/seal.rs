//! Sealing: XChaCha20-Poly1305 with a random nonce under a key, or under a fresh key that only the holder of
//! an X25519 secret can derive (a "lid"). Bytes in, bytes out; randomness is an argument.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use hkdf::Hkdf;
use rand_core::CryptoRng;
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

/// A 256-bit key, wiped when dropped.
pub(crate) type SealKey = Zeroizing<[u8; 32]>;
/// Nonce before and tag after the ciphertext.
pub(crate) const SEAL_BYTES: usize = NONCE_BYTES + TAG_BYTES;
const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;
/// Ephemeral public key, sealed key, tag.
pub(crate) const LID_BYTES: usize = 32 + 32 + TAG_BYTES;

pub(crate) fn random_key(rng: &mut dyn CryptoRng) -> SealKey {
    let mut key = Zeroizing::new([0; 32]);
    rng.fill_bytes(&mut *key);
    key
}

/// Appends nonce, ciphertext of the joined `parts`, and tag to `out`.
pub(crate) fn seal(
    key: &SealKey,
    rng: &mut dyn CryptoRng,
    aad: &[u8],
    parts: &[&[u8]],
    out: &mut Vec<u8>,
) {
    let mut nonce = [0; NONCE_BYTES];
    rng.fill_bytes(&mut nonce);
    // Room first: growing later would leave a copy of the plaintext behind.
    out.reserve(SEAL_BYTES + parts.iter().map(|part| part.len()).sum::<usize>());
    out.extend_from_slice(&nonce);
    let start = out.len();
    parts.iter().for_each(|part| out.extend_from_slice(part));
    let tag = encrypt(key, &nonce, aad, &mut out[start..]);
    out.extend_from_slice(&tag);
}

/// What [`seal`] appended, opened; `None` if key, associated data or bytes differ.
pub(crate) fn open(key: &SealKey, aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, rest) = sealed.split_first_chunk::<NONCE_BYTES>()?;
    decrypt(key, nonce, aad, rest)
}

#[expect(
    clippy::expect_used,
    reason = "XChaCha20-Poly1305 seals up to 256 GiB; values are bounded at 4 MiB"
)]
fn encrypt(
    key: &SealKey,
    nonce: &[u8; NONCE_BYTES],
    aad: &[u8],
    text: &mut [u8],
) -> [u8; TAG_BYTES] {
    XChaCha20Poly1305::new((&**key).into())
        .encrypt_inout_detached(nonce.into(), aad, text.into())
        .expect("a bounded text is short enough to be sealed")
        .into()
}

fn decrypt(
    key: &SealKey,
    nonce: &[u8; NONCE_BYTES],
    aad: &[u8],
    sealed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let (text, tag) = sealed.split_last_chunk::<TAG_BYTES>()?;
    let mut plain = Zeroizing::new(text.to_vec());
    XChaCha20Poly1305::new((&**key).into())
        .decrypt_inout_detached(nonce.into(), aad, plain.as_mut_slice().into(), tag.into())
        .ok()?;
    Some(plain)
}

/// The public half of an X25519 secret (RFC 7748).
pub(crate) fn public_of(secret: &SealKey) -> [u8; 32] {
    PublicKey::from(&StaticSecret::from(**secret)).to_bytes()
}

/// Seals a key so that only the holder of `public`'s secret can read it.
pub(crate) fn close_lid(
    public: &[u8; 32],
    rng: &mut dyn CryptoRng,
    aad: &[u8],
    key: &SealKey,
) -> [u8; LID_BYTES] {
    let ephemeral = random_key(rng);
    let ephemeral_public = public_of(&ephemeral);
    let wrap = lid_key(&ephemeral, public, &ephemeral_public, public);
    let mut lid = [0; LID_BYTES];
    lid[..32].copy_from_slice(&ephemeral_public);
    lid[32..64].copy_from_slice(&**key);
    // The wrapping key is used once, so its nonce may be fixed.
    let tag = encrypt(&wrap, &[0; NONCE_BYTES], aad, &mut lid[32..64]);
    lid[64..].copy_from_slice(&tag);
    lid
}

/// The key under a lid; `None` if the secret or the associated data differ.
pub(crate) fn open_lid(secret: &SealKey, aad: &[u8], lid: &[u8; LID_BYTES]) -> Option<SealKey> {
    let (ephemeral_public, sealed) = lid.split_first_chunk::<32>()?;
    let wrap = lid_key(secret, ephemeral_public, ephemeral_public, &public_of(secret));
    let plain = decrypt(&wrap, &[0; NONCE_BYTES], aad, sealed)?;
    Some(Zeroizing::new(plain.as_slice().try_into().ok()?))
}

#[expect(clippy::expect_used, reason = "HKDF-SHA-256 gives up to 8160 bytes; this asks for 32")]
fn lid_key(
    secret: &SealKey,
    peer: &[u8; 32],
    ephemeral_public: &[u8; 32],
    public: &[u8; 32],
) -> SealKey {
    let shared = StaticSecret::from(**secret).diffie_hellman(&PublicKey::from(*peer));
    let salt = [*ephemeral_public, *public].concat();
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(&salt), shared.as_bytes())
        .expand(b"waypost-store/1 lid", &mut *key)
        .expect("32 bytes are within what HKDF gives");
    key
}

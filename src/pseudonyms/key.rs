//! The key, and what is made with it.

use std::fmt;
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::exports::reason;
use crate::formats::hexadecimal;
use crate::messages::UsageError;
use crate::plain::quoted;

use super::Subject;

/// Bytes that a key has at least: as many as nobody tries out.
const SHORTEST: usize = 16;

/// What to do about a file that holds no key.
const HINT: &str = "make one that nobody else can read: umask 077; head -c 32 /dev/urandom > segrep.key";

/// A secret of which pseudonyms are made. It never shows, not even when it is debugged.
#[derive(Clone)]
pub struct Key(Hmac<Sha256>);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

impl Key {
    /// Reads the key that a file holds: all its bytes, but for a line end at the end.
    ///
    /// # Errors
    ///
    /// [`UsageError`] where it can't be read or is too short to be a secret.
    pub fn read(file: &Path) -> Result<Key, UsageError> {
        let name = quoted(&file.display().to_string());
        let bytes = std::fs::read(file).map_err(|error| {
            UsageError::new(format!("--key-file: {name} can't be read: {}", reason(&error)), Some(HINT.to_owned()))
        })?;
        let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
        let secret = line.strip_suffix(b"\r").unwrap_or(line);
        if secret.len() < SHORTEST {
            let problem = format!("--key-file: the key in {name} has {} bytes, and needs {SHORTEST}", secret.len());
            return Err(UsageError::new(problem, Some(HINT.to_owned())));
        }
        // A key of any length is taken.
        let mac = Hmac::new_from_slice(secret);
        mac.map(Key).map_err(|error| UsageError::new(format!("--key-file: {error}"), None))
    }

    /// The pseudonym of an id.
    pub fn pseudonym(&self, subject: Subject, id: &str) -> String {
        self.digest(subject.word(), id, subject.digits())
    }

    /// The pseudonym of a value in a column of its own.
    pub fn value(&self, text: &str) -> String {
        self.digest("value", text, 16)
    }

    /// A word and the first hexadecimal digits of a keyed digest, in which the word takes part: so the same id means
    /// different things as a user and as a queue.
    fn digest(&self, word: &str, text: &str, digits: usize) -> String {
        let mut mac = self.0.clone();
        mac.update(word.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        let digest = hexadecimal(&mac.finalize().into_bytes()[..digits / 2]);
        format!("{word}-{digest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `printf 'user\0u-101' | openssl dgst -sha256 -hmac 0123456789abcdef` prints it.
    #[test]
    fn a_pseudonym_is_the_beginning_of_an_hmac() {
        let key = Key(Hmac::new_from_slice(b"0123456789abcdef").unwrap());
        assert_eq!(key.pseudonym(Subject::Users, "u-101"), "user-fb545e7f71d5");
        assert_ne!(key.pseudonym(Subject::Queues, "u-101")[6..], key.pseudonym(Subject::Users, "u-101")[5..]);
    }
}

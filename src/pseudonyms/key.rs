//! The key, and what is made with it.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::messages::{Messages, Remark};
use crate::plain::{hexadecimal, quoted, reason};
use crate::usage::UsageError;

use super::subject::Subject;

/// The fewest bytes of a key: too many to try out.
const SHORTEST: usize = 16;

/// A random secret of that length always has more bits, judged by how many different bytes it has.
const GUESSABLE: u32 = 40;

/// What to do about a file that holds no key.
const HINT: &str = "make one that nobody else can read: umask 077; head -c 32 /dev/urandom > segrep.key";

/// The secret behind pseudonyms. It is never shown, not even in debug output.
///
/// Its digests are HMAC-SHA-256, as in RFC 2104: one hash over the other, each begun with the key.
#[derive(Clone)]
pub(crate) struct SecretKey {
    inner: Sha256,
    outer: Sha256,
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey")
    }
}

impl SecretKey {
    /// Reads the key in a file: all its bytes except a final line end. Warns of one that isn't secret.
    pub(crate) fn read(file: &Path, messages: &mut Messages<'_>) -> Result<SecretKey, UsageError> {
        let name = quoted(&file.display().to_string());
        let bytes = std::fs::read(file).map_err(|error| {
            UsageError::new(format!("--key-file: {name} can't be read: {}", reason(&error))).hint(HINT)
        })?;
        let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
        let secret = line.strip_suffix(b"\r").unwrap_or(line);
        if secret.len() < SHORTEST {
            let problem = format!("--key-file: the key in {name} has {} bytes, and needs {SHORTEST}", secret.len());
            return Err(UsageError::new(problem).hint(HINT));
        }
        if is_open_to_all(file) {
            let open = format!("--key-file: everybody on this machine can read or write {name}");
            messages.say(Remark::warning(open).hint("chmod go= keeps them out".to_owned()));
        }
        if is_guessable(secret) {
            let guessable =
                format!("--key-file: the key in {name} can be guessed, and with it whom pseudonyms stand for");
            messages.say(Remark::warning(guessable).hint(HINT.to_owned()));
        }
        Ok(SecretKey::of(secret))
    }

    /// The key of some bytes, of any length.
    pub(super) fn of(secret: &[u8]) -> SecretKey {
        /// SHA-256's block size.
        const BLOCK: usize = 64;
        let mut block = [0; BLOCK];
        match block.get_mut(..secret.len()) {
            Some(begin) => begin.copy_from_slice(secret),
            None => block[..Sha256::output_size()].copy_from_slice(&Sha256::digest(secret)),
        }
        let begun = |padding: u8| Sha256::new_with_prefix(block.map(|byte| byte ^ padding));
        SecretKey { inner: begun(0x36), outer: begun(0x5c) }
    }

    pub(crate) fn pseudonym(&self, subject: Subject, id: &str) -> String {
        self.digest(subject.word(), id, subject.digits())
    }

    /// The pseudonym of a value in a column of its own.
    pub(crate) fn value(&self, text: &str) -> String {
        self.digest("value", text, 16)
    }

    /// A word and the first hexadecimal digits of a keyed digest. The word is digested too, so that the same id has
    /// different pseudonyms as a user and as a queue.
    fn digest(&self, word: &str, text: &str, digits: usize) -> String {
        let inner = self.inner.clone().chain_update(word).chain_update([0]).chain_update(text).finalize();
        let digest = self.outer.clone().chain_update(inner).finalize();
        format!("{word}-{}", hexadecimal(&digest[..digits / 2]))
    }
}

/// Whether everybody on the machine may read or write a file. Nobody else can read a pipe.
#[cfg(unix)]
fn is_open_to_all(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o007 != 0)
}

#[cfg(not(unix))]
fn is_open_to_all(_file: &Path) -> bool {
    false
}

/// Whether somebody might guess a secret: a repeated piece, few different characters, or characters that count up. A secret
/// isn't good just because it is none of these.
fn is_guessable(secret: &[u8]) -> bool {
    let bits = |bytes: &[u8]| bytes.len() as u32 * bytes.iter().collect::<BTreeSet<_>>().len().max(1).ilog2();
    let steps: Vec<u8> = secret.windows(2).map(|pair| pair[1].wrapping_sub(pair[0])).collect();
    let repeats = (1..SHORTEST).any(|length| secret[length..] == secret[..secret.len() - length]);
    repeats || bits(secret) < GUESSABLE || bits(&steps) < GUESSABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_somebody_would_try_is_told_from_one_at_random() {
        for guessable in
            ["aaaaaaaaaaaaaaaa", "0123456789abcdef", "passw0rd!passw0rd!", "abacabadabacabad", "1111111122222222"]
        {
            assert!(is_guessable(guessable.as_bytes()), "{guessable}");
        }
        for good in ["2f9e1c07b4d85a63e0", "qV7x+Zk3mW/9aLd2", "a secret that nobody knows"] {
            assert!(!is_guessable(good.as_bytes()), "{good}");
        }
        assert!(!is_guessable(&[
            0xfe, 3, 0x80, 0x11, 0x7a, 9, 0xc4, 0x5d, 0x22, 0xe1, 0x90, 0x6b, 0x33, 0xaa, 0, 0xf8
        ]));
    }

    /// As `printf 'user\0u-101' | openssl dgst -sha256 -hmac KEY` prints it, for keys of less, as much and more than a block.
    #[test]
    fn a_pseudonym_is_the_beginning_of_an_hmac() {
        let key = |times: usize| SecretKey::of("0123456789abcdef".repeat(times).as_bytes());
        let pseudonyms = [1, 4, 5].map(|times| key(times).pseudonym(Subject::Users, "u-101"));
        assert_eq!(pseudonyms, ["user-fb545e7f71d5", "user-84fd1eeba3ab", "user-b6ec35773d00"]);
        assert_ne!(key(1).pseudonym(Subject::Queues, "u-101")[6..], pseudonyms[0][5..]);
    }
}

//! What was written, byte for byte: how many bytes, and their SHA-256.

use std::io::{self, Read, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::plain::hexadecimal;

/// A writer that counts the bytes passing through it and, if wanted, digests them.
#[derive(Debug)]
pub(super) struct Digesting<W> {
    inner: W,
    bytes: u64,
    digest: Option<Sha256>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Written {
    pub(crate) bytes: u64,
    /// Their SHA-256 in hexadecimal, if wanted.
    pub(crate) sha256: Option<String>,
}

impl<W: Write> Digesting<W> {
    pub(super) fn new(inner: W, is_wanted: bool) -> Digesting<W> {
        Digesting { inner, bytes: 0, digest: is_wanted.then(Sha256::new) }
    }

    pub(super) fn finish(self) -> (Written, W) {
        let sha256 = self.digest.map(|digest| hexadecimal(&digest.finalize()));
        (Written { bytes: self.bytes, sha256 }, self.inner)
    }
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.bytes += written as u64;
        if let Some(digest) = &mut self.digest {
            digest.update(&bytes[..written]);
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The SHA-256 of some bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The SHA-256 of everything a reader holds, in hexadecimal.
pub(crate) fn sha256_of(reader: &mut impl Read) -> io::Result<String> {
    let mut digesting = Digesting::new(io::sink(), true);
    io::copy(reader, &mut digesting)?;
    Ok(digesting.finish().0.sha256.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of FIPS 180-2, appendix B.1.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn bytes_are_digested_as_they_pass() {
        let mut digesting = Digesting::new(Vec::new(), true);
        digesting.write_all(b"a").unwrap();
        digesting.write_all(b"bc").unwrap();
        let (written, inner) = digesting.finish();
        assert_eq!(written, Written { bytes: 3, sha256: Some(ABC.to_owned()) });
        assert_eq!(sha256_of(&mut &b"abc"[..]).unwrap(), ABC);
        assert_eq!((inner, sha256(b"abc").as_str()), (b"abc".to_vec(), ABC));
    }
}

//! From the bytes of a file to text in UTF-8: decompressing, and decoding other encodings.

use std::fs::File;
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use flate2::bufread::MultiGzDecoder;
use memchr::{memchr_iter, memchr3_iter};
use tempfile::{SpooledData, SpooledTempFile};

use crate::plain::reason;

use super::error::ExportError;
use super::problem::Problem;

/// Bytes that are decoded into memory; more go to an unnamed temporary file, which is gone when the process ends, however
/// it ends.
const IN_MEMORY: usize = 16 << 20;

const CHUNK: usize = 256 << 10;

pub(super) enum Decoded {
    Memory(Vec<u8>),
    File(File),
}

/// How much a file may still unpack to. All members of an archive share one.
#[derive(Clone, Debug)]
pub(super) struct Allowance {
    pub(super) most: u64,
    pub(super) unpacked: Arc<AtomicU64>,
}

impl Allowance {
    pub(super) fn use_up(&self, bytes: usize) -> Result<(), Problem> {
        let before = self.unpacked.fetch_add(bytes as u64, Ordering::Relaxed);
        if before + bytes as u64 > self.most { Err(Problem::TooLarge(self.most)) } else { Ok(()) }
    }
}

/// All bytes of a reader, within the allowance; `wrong` makes the problem of a reason why they can't be read.
pub(super) fn whole(
    mut from: impl Read,
    allowance: Option<&Allowance>,
    wrong: impl Fn(String) -> Problem,
) -> Result<Decoded, Problem> {
    let wrong = |error| wrong(reason(&error));
    let mut spool = SpooledTempFile::new(IN_MEMORY);
    let mut chunk = vec![0; CHUNK];
    loop {
        match from.read(&mut chunk) {
            Ok(0) => return finish(spool).map_err(wrong),
            Ok(count) => {
                allowance.map_or(Ok(()), |allowance| allowance.use_up(count))?;
                spool.write_all(&chunk[..count]).map_err(|error| wrong(no_room(error)))?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(wrong(error)),
        }
    }
}

fn finish(spool: SpooledTempFile) -> io::Result<Decoded> {
    Ok(match spool.into_inner() {
        SpooledData::InMemory(bytes) => Decoded::Memory(bytes.into_inner()),
        SpooledData::OnDisk(file) => Decoded::File(file),
    })
}

/// Names the temporary folder, as the full disk isn't that of the export.
fn no_room(error: io::Error) -> io::Error {
    let folder = std::env::temp_dir();
    io::Error::new(error.kind(), format!("a temporary file in {}: {}", folder.display(), reason(&error)))
}

/// The compression's name and the decompressed bytes; `None` if they are not compressed.
pub(super) fn decompressed(bytes: &[u8], allowance: &Allowance) -> Result<Option<(&'static str, Decoded)>, Problem> {
    let corrupt = |form| move |reason| Problem::Corrupt { form, reason };
    Ok(match bytes {
        [0x1f, 0x8b, ..] => {
            let decoded = whole(MultiGzDecoder::new(bytes), Some(allowance), corrupt("gzip file"))?;
            Some(("gzip", decoded))
        }
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            let wrong = corrupt("Zstandard file");
            let decoder = zstandard(bytes).map_err(|error| wrong(reason(&error)))?;
            Some(("Zstandard", whole(decoder, Some(allowance), wrong)?))
        }
        _ => None,
    })
}

fn zstandard(bytes: &[u8]) -> io::Result<impl Read> {
    /// The largest that the format allows, as `zstd --long=31` makes it.
    const LARGEST_WINDOW: u32 = 31;
    let mut decoder = zstd::Decoder::with_buffer(bytes)?;
    decoder.window_log_max(LARGEST_WINDOW)?;
    Ok(decoder)
}

/// The encoding, by the byte-order mark or else as named, and the text in UTF-8; `None` if it is UTF-8 already.
pub(super) fn decoded(
    file: &Path,
    bytes: &[u8],
    named: Option<&'static Encoding>,
) -> Result<Option<(&'static Encoding, Decoded)>, ExportError> {
    let (encoding, mark) = match bytes {
        [0xff, 0xfe, ..] => (UTF_16LE, 2),
        [0xfe, 0xff, ..] => (UTF_16BE, 2),
        [0xef, 0xbb, 0xbf, ..] => return Ok(None),
        _ => match named {
            Some(encoding) if encoding != UTF_8 => (encoding, 0),
            _ => return Ok(None),
        },
    };
    transcoded(file, &bytes[mark..], encoding).map(|text| Some((encoding, text)))
}

fn transcoded(file: &Path, bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded, ExportError> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut spool = SpooledTempFile::new(IN_MEMORY);
    let mut text = vec![0; CHUNK];
    let (mut at, mut line) = (0, 1);
    loop {
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(&bytes[at..], &mut text, true);
        at += read;
        line += memchr_iter(b'\n', &text[..written]).count() as u64;
        let wrong = |problem| ExportError::new(file, Some(line), problem);
        let full = |error| wrong(Problem::Unreadable(reason(&no_room(error))));
        spool.write_all(&text[..written]).map_err(full)?;
        match result {
            DecoderResult::OutputFull => {}
            DecoderResult::InputEmpty => return finish(spool).map_err(full),
            DecoderResult::Malformed(..) => return Err(wrong(Problem::NotEncoded(encoding.name()))),
        }
    }
}

/// Replaces lone CRs outside quotes, the line ends of the old Macintosh, by LFs; `None` if the first line doesn't end so.
pub(super) fn with_line_feeds(bytes: &[u8]) -> io::Result<Option<Decoded>> {
    let mut ends = line_ends(bytes).peekable();
    let is_lone = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1).is_some_and(|next| *next != b'\n');
    if !ends.peek().is_some_and(|first| is_lone(*first)) {
        return Ok(None);
    }
    edited(bytes, ends.filter(|at| is_lone(*at)).map(|at| (at..at + 1, &b"\n"[..]))).map(Some)
}

/// A copy with other texts in place of some, in order.
pub(super) fn edited<'t>(bytes: &[u8], edits: impl Iterator<Item = (Range<usize>, &'t [u8])>) -> io::Result<Decoded> {
    let mut spool = SpooledTempFile::new(IN_MEMORY);
    let mut written = 0;
    for (range, text) in edits {
        spool.write_all(&bytes[written..range.start]).and_then(|()| spool.write_all(text)).map_err(no_room)?;
        written = range.end;
    }
    spool.write_all(&bytes[written..]).map_err(no_room)?;
    finish(spool)
}

/// Where a CR or LF stands outside quotes.
fn line_ends(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let mut is_quoted = false;
    memchr3_iter(b'"', b'\r', b'\n', bytes).filter(move |at| {
        if bytes[*at] != b'"' {
            return !is_quoted;
        }
        // A quote after text opens no field: it is text, or breaks the record, which is reported later.
        let is_text = |byte: u8| byte.is_ascii_alphanumeric() || byte == b' ';
        let opens = || at.checked_sub(1).is_none_or(|before| !is_text(bytes[before]));
        is_quoted = !is_quoted && opens();
        false
    })
}

/// Whether the bytes are UTF-32: they have its mark, or three of the first four are NUL.
pub(super) fn is_utf_32(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] | [1..=255, 0, 0, 0, ..] | [0, 0, 0, 1..=255, ..])
}

/// The UTF-16 that the bytes look like without a mark: every other one of the first four is NUL.
pub(super) fn looks_like_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let is_zero = bytes.first_chunk::<4>()?.map(|byte| byte == 0);
    match is_zero {
        [true, false, true, false] => Some(UTF_16BE),
        [false, true, false, true] => Some(UTF_16LE),
        _ => None,
    }
}

//! `--split-by`: which file a row belongs to, and what the files are called.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

use clap::ValueEnum;
use rapidhash::v3::rapidhash_v3;

use crate::cli::{self, SplitKey};
use crate::distinct::distinct;
use crate::formats::{Format, Target};
use crate::plain::{quoted, steers, value_names};
use crate::reports::{About, Question, Row, Task};
use crate::tables::Zone;
use crate::timelines::Coded;
use crate::usage::UsageError;

pub(super) struct Split {
    keys: Vec<SplitKey>,
    pattern: Vec<Piece>,
}

/// A piece of a file name pattern.
enum Piece {
    Text(String),
    Key(SplitKey),
}

/// What a group's rows have in common: for each key an id, which identifies the group, and a name for people.
pub(super) type Parts = Vec<Option<(String, String)>>;

impl Split {
    /// Parses the options; `None` if nothing is split.
    pub(super) fn new(
        options: &cli::Output,
        target: &Target,
        format: Format,
        question: &Question,
    ) -> Result<Option<Split>, UsageError> {
        let name = match target {
            Target::File(path) => path.to_str().unwrap_or_default(),
            Target::Stdout => "",
        };
        let pattern = pieces(name);
        let named = || pattern.iter().filter_map(|piece| if let Piece::Key(key) = piece { Some(*key) } else { None });
        if options.split_by.is_empty() {
            // Without keys, {date} is the chosen interval.
            let is_of_rows = |key: &SplitKey| *key != SplitKey::Day || name.contains("{day}");
            return match named().find(is_of_rows) {
                Some(key) => {
                    let key = placeholder(key);
                    let problem = format!("--output: {} has a {{{key}}}, and nothing is split", quoted(name));
                    Err(UsageError::new(problem).hint(format!("--split-by {key} writes a file for each")))
                }
                None => Ok(None),
            };
        }
        let wrong = |problem: &str, hint: &str| Err(UsageError::new(format!("--split-by: {problem}")).hint(hint));
        if name.is_empty() {
            return wrong("it writes files, and -o names none", "as in -o 'out/{date}-{queue}.csv'");
        }
        if format.making().is_for_people() {
            return wrong("what people read isn't split", "name files for programs, as in -o 'out/{date}.csv'");
        }
        if !matches!(question.task, Task::List { .. }) {
            return wrong(
                "this report is not split into files",
                "report, rings, statuses and interactions are split; --date makes a report of one day",
            );
        }
        for key in options.split_by.iter().chain(&named().collect::<Vec<_>>()) {
            if !named().any(|named| named == *key) {
                let key = placeholder(*key);
                return wrong(
                    &format!("{} has no {{{key}}}", quoted(name)),
                    "each key has its place in the names of the files",
                );
            }
            if !options.split_by.contains(key) {
                let key = placeholder(*key);
                return wrong(&format!("{} has a {{{key}}}", quoted(name)), &format!("add {key} to the keys"));
            }
        }
        Ok(Some(Split { keys: distinct(options.split_by.iter().copied()), pattern }))
    }

    pub(super) fn is_by_day_only(&self) -> bool {
        self.keys == [SplitKey::Day]
    }

    /// Appends the key of a row's group.
    pub(super) fn group(&self, row: &Row<'_>, about: About, zone: Zone, out: &mut Vec<u8>) {
        let timeline = row.timeline;
        for key in &self.keys {
            let own = |id: Option<&str>, name: Option<&str>, out: &mut Vec<u8>| {
                pack(id.map(|id| (id, name.unwrap_or(id))), out);
            };
            match key {
                SplitKey::Day => {
                    let day = zone.civil(timeline.measures.created).date().to_string();
                    pack(Some((&day, &day)), out);
                }
                SplitKey::Queue if about.has_segment() => {
                    own(row.stage().text(Coded::QueueId), row.stage().queue_name(), out);
                }
                SplitKey::Queue => own(timeline.queue_id(), timeline.queue_name(), out),
                SplitKey::User if about.has_segment() => {
                    own(row.stage().text(Coded::UserId), row.stage().user_name(), out);
                }
                SplitKey::User => own(row.answered_by_id(), timeline.answered_by(), out),
                SplitKey::Organization => own(timeline.interaction.account_id, timeline.organization_name(), out),
                SplitKey::Interaction => own(Some(timeline.id()), None, out),
            }
        }
    }

    pub(super) fn group_of_day(day: &str) -> Vec<u8> {
        let mut group = Vec::new();
        pack(Some((day, day)), &mut group);
        group
    }

    /// The groups' files, in their order. If several would have the same name, ignoring case, each gets a mark made from
    /// its ids.
    pub(super) fn files(&self, groups: &BTreeSet<Vec<u8>>) -> Vec<PathBuf> {
        let mut same: HashMap<String, u32> = HashMap::new();
        for group in groups {
            *same.entry(self.name(group, "").to_lowercase()).or_default() += 1;
        }
        let mut taken = BTreeSet::new();
        let name = |group: &Vec<u8>| {
            let mut name = self.name(group, "");
            let mut mark = String::new();
            if same.get(&name.to_lowercase()).is_some_and(|count| *count > 1) {
                mark = format!("~{:08x}", rapidhash_v3(group) as u32);
                name = self.name(group, &mark);
            }
            // Practically never: another has the same mark, or a value that looks like it.
            while !taken.insert(name.to_lowercase()) {
                mark.push('~');
                name = self.name(group, &mark);
            }
            PathBuf::from(name)
        };
        groups.iter().map(name).collect()
    }

    /// A group's file name, with `mark` after its last value.
    fn name(&self, group: &[u8], mark: &str) -> String {
        let parts = parts(group);
        let last = self.pattern.iter().rposition(|piece| matches!(piece, Piece::Key(_)));
        let mut name = String::new();
        for (at, piece) in self.pattern.iter().enumerate() {
            match piece {
                Piece::Text(text) => name.push_str(text),
                Piece::Key(key) => {
                    let part = self.keys.iter().position(|known| known == key).and_then(|at| parts[at].as_ref());
                    name.push_str(&safe(part.map(|(_, name)| name.as_str())));
                    if Some(at) == last {
                        name.push_str(mark);
                    }
                }
            }
        }
        name
    }

    /// A group for people: `day 2026-11-20, queue Billing`.
    pub(super) fn title(&self, group: &[u8]) -> String {
        let title = |(key, part): (&SplitKey, Option<(String, String)>)| match part {
            Some((_, name)) => format!("{} {name}", placeholder(*key)),
            None => format!("no {}", placeholder(*key)),
        };
        self.keys.iter().zip(parts(group)).map(title).collect::<Vec<_>>().join(", ")
    }
}

/// The placeholder that stands for a key; a day's may also be `date`.
fn placeholder(key: SplitKey) -> String {
    value_names(&[key]).concat()
}

/// Parses a pattern. Braces around anything but a key are text.
fn pieces(mut pattern: &str) -> Vec<Piece> {
    let (mut pieces, mut text) = (Vec::new(), String::new());
    while let Some(open) = pattern.find('{') {
        let word = pattern[open + 1..].split('}').next().unwrap_or_default();
        let closes = pattern[open + 1..].contains('}');
        let key = if word == "date" { Some(SplitKey::Day) } else { SplitKey::from_str(word, false).ok() };
        let end = match key.filter(|_| closes) {
            Some(key) => {
                text.push_str(&pattern[..open]);
                pieces.extend([Piece::Text(std::mem::take(&mut text)), Piece::Key(key)]);
                open + word.len() + 2
            }
            None => {
                text.push_str(&pattern[..=open]);
                open + 1
            }
        };
        pattern = &pattern[end..];
    }
    text.push_str(pattern);
    pieces.push(Piece::Text(text));
    pieces
}

/// Appends a group's part: an id and a name, each NUL-terminated.
fn pack(part: Option<(&str, &str)>, out: &mut Vec<u8>) {
    let Some((id, name)) = part else { return out.push(0) };
    out.push(1);
    for text in [id, name] {
        // NUL is escaped, so that groups sort by their ids.
        out.extend(text.bytes().flat_map(|byte| if byte == 0 { vec![0, 1] } else { vec![byte] }));
        out.extend([0, 0]);
    }
}

fn parts(mut group: &[u8]) -> Parts {
    let mut parts = Vec::new();
    while let Some((has, rest)) = group.split_first() {
        group = rest;
        parts.push((*has == 1).then(|| (text(&mut group), text(&mut group))));
    }
    parts
}

fn text(group: &mut &[u8]) -> String {
    let mut text = Vec::new();
    while let Some((byte, rest)) = group.split_first() {
        *group = rest;
        if *byte == 0 {
            let (after, rest) = group.split_first().unwrap_or((&0, &[]));
            *group = rest;
            if *after == 0 {
                break;
            }
        }
        text.push(*byte);
    }
    String::from_utf8_lossy(&text).into_owned()
}

/// The most bytes of a value in a name, so that several values, an extension and a mark fit.
const LONGEST: usize = 60;

/// Stands for a missing value.
const NONE: &str = "none";

/// Device names on some systems, whatever their extension.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Device names followed by a digit.
const NUMBERED: [&str; 2] = ["com", "lpt"];

/// A value as part of a file name: path separators, control characters and characters reserved on some system become `_`;
/// long values are cut. Different values may end up with the same name.
fn safe(value: Option<&str>) -> String {
    let Some(value) = value else { return NONE.to_owned() };
    let is_unsafe = |character: char| "/\\:*?\"<>|".contains(character) || steers(character);
    let mut name = String::new();
    for character in value.chars() {
        if name.len() + character.len_utf8() > LONGEST {
            break;
        }
        name.push(if is_unsafe(character) { '_' } else { character });
    }
    // A leading dot hides a file or names a parent folder; some systems drop a trailing dot or space.
    for edge in [0, name.len().saturating_sub(1)] {
        if name.get(edge..=edge).is_some_and(|edge| edge == "." || edge == " ") {
            name.replace_range(edge..=edge, "_");
        }
    }
    if name.starts_with('-') {
        name.replace_range(0..1, "_");
    }
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let is_digit = |number: &str| matches!(number.as_bytes(), [b'0'..=b'9']);
    let is_numbered = NUMBERED.iter().any(|device| stem.strip_prefix(device).is_some_and(is_digit));
    if is_numbered || RESERVED.contains(&stem.as_str()) {
        name.insert(0, '_');
    }
    name
}

#[cfg(test)]
mod tests;

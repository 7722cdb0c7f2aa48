//! Pseudonyms: nothing of a user shows anywhere, and everything else is as it was.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use clap::ValueEnum;
use segrep::formats::Format;
use tempfile::TempDir;

use crate::check::{printed, segrep};

/// Every report, with whatever tells most of users.
const REPORTS: [&[&str]; 15] = [
    &["report"],
    &["report", "--events"],
    &["report", "--explain"],
    &["report", "7f3a90", "--user", "Ana Franks"],
    &["rings"],
    &["rings", "--user", "bo.li@acme.example", "--find", "Priya"],
    &["statuses"],
    &["statuses", "--summary"],
    &["interactions"],
    &["interactions", "--user", "u-118"],
    &["summary", "--by", "user"],
    &["summary", "--by", "queue,user"],
    &["summary", "--by", "day", "--user", "Zoë Müller"],
    &["paths", "--of", "status"],
    &["paths", "--of", "reason"],
];

/// Whether only timelines tell it, which are no rows.
fn explains(report: &[&str]) -> bool {
    report.contains(&"--explain")
}

fn sample() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data"))
}

/// The records of a table of the sample data, by header.
fn table(file: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(sample().join(file)).unwrap();
    reader.deserialize().map(|record| record.unwrap()).collect()
}

/// Everything that tells of a user: parts of names, emails, numbers, ids.
fn originals() -> Vec<String> {
    let mut originals = vec!["u-118".to_owned()];
    for user in table("Users.csv") {
        for header in ["User Id", "First Name", "Last Name", "Work Email", "Work Phone"] {
            originals.push(user[header].clone());
        }
    }
    originals
}

/// Whether a text tells an original: as a whole word, as `Bo` is none in `Bot`.
fn tells(text: &str, original: &str) -> bool {
    let goes_on = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(original).any(|(at, found)| {
        !goes_on(text[..at].chars().next_back()) && !goes_on(text[at + found.len()..].chars().next())
    })
}

/// All columns of a report, those of the exports among them.
fn all_columns(report: &str) -> Option<String> {
    let of = |prefix: &str, file: &str| {
        let mut reader = csv::Reader::from_path(sample().join(file)).unwrap();
        reader.headers().unwrap().iter().map(|header| format!("+{prefix}.{header}")).collect::<Vec<_>>()
    };
    let interaction = [of("interaction", "Interactions.csv"), of("organization", "Organizations.csv")].concat();
    match report {
        "interactions" => Some(interaction.join(",")),
        "report" | "rings" | "statuses" => {
            let segment =
                [of("segment", "Interaction Segments.csv"), of("user", "Users.csv"), of("queue", "Queues.csv")];
            Some([interaction, segment.concat()].concat().join(","))
        }
        _ => None,
    }
}

fn key(folder: &TempDir, name: &str, secret: &str) -> String {
    let path = folder.path().join(name);
    fs::write(&path, secret).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    path.display().to_string()
}

/// The text of a file in any format.
fn text(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    #[cfg(feature = "parquet")]
    if bytes.starts_with(b"PAR1") {
        return crate::parquet::text(path);
    }
    if !bytes.starts_with(b"PK") {
        return String::from_utf8(bytes).unwrap();
    }
    // A workbook is an archive of texts.
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for number in 0..archive.len() {
        archive.by_index(number).unwrap().read_to_string(&mut text).unwrap();
    }
    text
}

#[test]
fn no_user_shows_in_any_report_and_format() {
    let formats = Format::value_variants().iter().map(|format| format.to_possible_value().unwrap());
    let formats = formats.filter(|format| format.get_name() != "parquet" || cfg!(feature = "parquet"));
    let formats: Vec<String> = formats.map(|format| format.get_name().to_owned()).collect();
    nothing_shows("users", &originals(), &formats);
}

#[test]
fn no_id_of_an_interaction_a_segment_or_a_call_shows() {
    let ids = |file: &str, header: &str| table(file).iter().map(|row| row[header].clone()).collect::<Vec<_>>();
    let ids = [
        ids("Interactions.csv", "Interaction Id"),
        ids("Interactions.csv", "Call Id"),
        ids("Interaction Segments.csv", "Interaction Id"),
        ids("Interaction Segments.csv", "Segment Id"),
    ];
    let mut ids = ids.concat();
    ids.retain(|id| !id.is_empty());
    nothing_shows("interactions", &ids, &["csv", "table", "html"].map(str::to_owned));
}

/// Makes sure that no report tells an original where a subject has pseudonyms.
fn nothing_shows(subject: &str, originals: &[String], formats: &[String]) {
    let folder = TempDir::new().unwrap();
    let key = key(&folder, "key", "a secret that nobody knows");
    let mut looked_at = 0;
    for report in REPORTS {
        for format in formats {
            let all = all_columns(report[0])
                .filter(|_| !report.iter().any(|option| ["--summary", "--events"].contains(option)));
            // Where all columns are shown, the usual ones are; but a table of timelines is something else.
            let asked = match (explains(report), format.as_str()) {
                (true, "table" | "html") => vec![None],
                (true, _) => Vec::new(),
                (false, "table") if all.is_some() => vec![None, all],
                (false, _) => vec![all],
            };
            for columns in asked {
                let (out, manifest) = (folder.path().join("out"), folder.path().join("out.json"));
                let files = [out.to_str().unwrap(), manifest.to_str().unwrap()];
                let mut arguments = [report, &["-f", format, "-o", files[0], "--manifest", files[1]]].concat();
                arguments.extend(["--pseudonymize", subject, "--key-file", &key]);
                let columns = columns.as_deref();
                arguments.extend(columns.iter().flat_map(|columns| ["-c", columns]));
                let output = segrep(sample(), &arguments);
                let stderr = String::from_utf8(output.stderr).unwrap();
                assert_eq!(output.status.code(), Some(0), "{arguments:?}: {stderr}");
                let seen = [text(&out), text(&manifest), stderr].concat();
                for original in originals {
                    assert!(!tells(&seen, original), "{arguments:?} tells {original}:\n{seen}");
                }
                looked_at += usize::from(seen.contains(&format!("{}-", subject.trim_end_matches('s'))));
            }
        }
    }
    assert!(looked_at > 20, "pseudonyms stand where {subject} stood");
}

/// The rows of a report in CSV, in order of their text.
fn rows(arguments: &[&str]) -> Vec<String> {
    let text = printed(sample(), &[arguments, &["-q", "-f", "csv"]].concat());
    let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
    rows.sort();
    rows
}

#[test]
fn everything_else_is_as_it_was() {
    let folder = TempDir::new().unwrap();
    let key = key(&folder, "key", "a secret that nobody knows");
    let veiled = ["--pseudonymize", "users", "--key-file", &key];
    // The pseudonym of each user, as another report tells it.
    let plain = segrep(sample(), &["report", "-q", "-f", "csv", "-c", "user_id,user_name,seq,interaction_id"]);
    let other = [&["report", "-q", "-f", "csv", "-c", "user_id,user_name,seq,interaction_id"][..], &veiled].concat();
    let other = segrep(sample(), &other);
    let mut pseudonyms = BTreeMap::new();
    let mut plain = csv::Reader::from_reader(&plain.stdout[..]);
    let mut other = csv::Reader::from_reader(&other.stdout[..]);
    for (plain, other) in plain.records().zip(other.records()) {
        let (plain, other) = (plain.unwrap(), other.unwrap());
        for column in [0, 1] {
            pseudonyms.insert(plain[column].to_owned(), other[column].to_owned());
        }
        assert_eq!(other[0], other[1], "an id and a name stay recognisably one person's");
    }
    let replaced = |row: &String| {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        let name = |name: &str| pseudonyms.get(name).cloned().unwrap_or_else(|| name.to_owned());
        let cells = record.iter().map(|cell| cell.split(" > ").map(name).collect::<Vec<_>>().join(" > "));
        cells.collect::<Vec<_>>().join(",")
    };
    for report in REPORTS.into_iter().filter(|report| !explains(report)) {
        let mut expected: Vec<String> = rows(report).iter().map(replaced).collect();
        expected.sort();
        assert_eq!(rows(&[report, &veiled].concat()), expected, "{report:?}");
    }
}

#[test]
fn the_same_key_gives_the_same_pseudonyms_and_another_gives_others() {
    let folder = TempDir::new().unwrap();
    let (one, same) =
        (key(&folder, "one", "a secret that nobody knows"), key(&folder, "same", "a secret that nobody knows\r\n"));
    let other = key(&folder, "other", "another secret, as unknown");
    let users =
        |key: &str| rows(&["summary", "--by", "user", "-c", "user_id", "--pseudonymize", "users", "--key-file", key]);
    assert_eq!(users(&one), users(&same));
    let (one, other) = (users(&one), users(&other));
    assert!(one.iter().filter(|row| other.contains(row)).all(|row| row == "user_id"));
}

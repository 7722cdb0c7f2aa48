//! What records are split into, and where they break.

use bumpalo::Bump;

use super::super::quotes::check_quotes;
use super::*;

/// Each record in brackets, its fields between bars; the fault, if one ends them, last.
fn check(text: &str, expected: &str) {
    check_as(Quotes::Strict, text, expected);
}

fn check_as(quotes: Quotes, text: &str, expected: &str) {
    let dialect = Dialect { quotes, ..Dialect::default() };
    let mut records = Records::new(text.as_bytes(), 0..text.len(), dialect);
    let (mut seen, arena) = (String::new(), Bump::new());
    while let Some(record) = records.next() {
        match record.and_then(|record| record.text()) {
            Ok(record) => {
                let fields: Vec<_> = (0..record.record().len()).map(|column| record.get(column, &arena)).collect();
                seen.push_str(&format!("[{}]", fields.join("|")));
            }
            Err(fault) => seen.push_str(&format!("{:?} at {}", fault.problem, fault.offset)),
        }
    }
    assert_eq!(seen, expected, "{text:?}");
    let quotes = check_quotes(text.as_bytes(), 0..text.len(), dialect, |_, _| {});
    assert_eq!(quotes.is_err(), seen.contains(" at "), "the quotes alone say the same of {text:?}");
}

#[test]
fn records_are_split_after_rfc_4180() {
    check("a,b\nc,d\n", "[a|b][c|d]");
    check("a,b\r\n\r\n\nc,d", "[a|b][c|d]");
    check(" a ,\tb\r", "[a|b]");
    check("\u{a0}a\u{3000},\"\u{2028}\u{85}ä\n\",\u{2003}\n", "[a|ä|]");
    check("\"a,1\",\"b\nc\"\r\n\"\",\"\"\"\"\n", "[a,1|b\nc][|\"]");
    check("\"say \"\"yes\"\"\",x\n", "[say \"yes\"|x]");
    check(",\n", "[|]");
    check("\"a\"", "[a]");
    check("\"a\"\r", "[a]");
    check("", "");
    check("\"a\"\n\"b\",c\r\n", "[a][b|c]");
    check("x,\"\"\ny,\n", "[x|][y|]");
}

#[test]
fn quotes_that_break_it_are_faults() {
    check("a,b\nx,5\" disk\n", "[a|b]StrayQuote at 7");
    check("a,\"b", "OpenQuote at 2");
    check("a,\"b\" c\n", "QuotedText at 2");
    check("a,\"b\n1,\"c\"\n", "QuotedText at 2");
    check("\"\"\"", "OpenQuote at 0");
}

#[test]
fn quotes_may_stand_for_themselves() {
    let literal = |text, expected| check_as(Quotes::Literal, text, expected);
    literal("x,5\" disk\ny, \"z\n", "[x|5\" disk][y|\"z]");
    literal("5\"\",\"a,\"\"b\"\n6\",7\"", "[5\"\"|a,\"b][6\"|7\"]");
    literal("5\",\"a\nb\"\n\"\"c\n", "[5\"|a\nb][\"\"c]");
    literal("\"Ana\" <1>,\"a,\"b\" c,\"x\"\"\"\n", "[\"Ana\" <1>|\"a|\"b\" c|x\"]");
    literal("\"a\" b\",\"a\nb\" c\n", "[\"a\" b\"|\"a][b\" c]");
    literal("5\",\"a", "OpenQuote at 3");
}

#[test]
fn fields_longer_than_a_block_are_whole() {
    let long = "x".repeat(1000);
    check(&format!("{long},\"{long}\"\"\"\n{long}"), &format!("[{long}|{long}\"][{long}]"));
}

proptest::proptest! {
    /// What has no fault is read as the csv crate reads it; what it reads differently has a fault.
    #[test]
    fn records_are_those_of_another_reader(text in "[ab ,\"\n]{0,40}", line_end in 0..2) {
        let text = if line_end == 0 { text } else { text.replace('\n', "\r\n") };
        let mut ours: Vec<Vec<String>> = Vec::new();
        let mut records = Records::new(text.as_bytes(), 0..text.len(), Dialect::default());
        let arena = Bump::new();
        while let Some(record) = records.next() {
            let Ok(record) = record.and_then(|record| record.text()) else { return Ok(()) };
            ours.push((0..record.record().len()).map(|column| record.get(column, &arena).to_owned()).collect());
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let theirs: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.unwrap().iter().map(|field| field.trim().to_owned()).collect())
            .collect();
        proptest::prop_assert_eq!(ours, theirs);
    }

    /// Wherever in a block of them they stand.
    #[test]
    fn the_quotes_alone_have_the_same_first_fault(before in 240..260_usize, text in "[a,\"\n\r]{0,20}") {
        let text = format!("{}\n{text}", "x".repeat(before));
        for quotes in [Quotes::Strict, Quotes::Literal] {
            let dialect = Dialect { quotes, ..Dialect::default() };
            let mut records = Records::new(text.as_bytes(), 0..text.len(), dialect);
            let fault = std::iter::from_fn(|| Some(records.next()?.err())).find_map(|fault| fault);
            let alone = check_quotes(text.as_bytes(), 0..text.len(), dialect, |_, _| {});
            proptest::prop_assert_eq!(alone.err(), fault, "{:?}", text);
        }
    }
}

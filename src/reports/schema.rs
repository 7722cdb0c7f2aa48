//! `schema`: how the exports are understood, file by file and column by column, and what is missing.

use crate::exports::{Contents, ExportError, Surveyed, SurveyedColumn, Vocabulary, Why};
use crate::plain::{count, counted, cut, quoted, size};
use crate::tables::{Field, Table, Zone};

use super::form::form;
use super::{Align, Cell, Heading, Piece, Section, SectionColumn, Shrink, Styled, Title, Tone};

/// What a report lacks if a table has none of some fields; no fields for the table itself.
type Cost = (Table, &'static [Field], &'static str);

const COSTS: &[Cost] = &[
    (Table::Segments, &[], "no report can be made"),
    (
        Table::Interactions,
        &[],
        "an interaction begins with its first segment and ends with its Completed one; its organization is unknown",
    ),
    (Table::Queues, &[], "queue names will be ids"),
    (Table::Users, &[], "user names will be ids"),
    (Table::Organizations, &[], "days are those of UTC unless --tz says otherwise; organization names will be ids"),
    (Table::Segments, &[Field::InteractionId], "no report can be made"),
    (Table::Segments, &[Field::StartedAt], "no report can be made"),
    (
        Table::Segments,
        &[Field::Status],
        "no status changes and no paths; who answered, and how long it was talked, only as far as rings tell",
    ),
    (Table::Segments, &[Field::Event], "how users responded to rings can only be inferred from what came next"),
    (Table::Segments, &[Field::Reason], "transfers are unknown; rings are known by the status Pending alone"),
    (Table::Segments, &[Field::UserId], "nobody is rung and nobody answers"),
    (Table::Segments, &[Field::QueueId], "nothing can be counted or chosen by the queue that it went through"),
    (
        Table::Segments,
        &[Field::EndedAt, Field::Duration],
        "a segment ends where the next one begins, the last one with its interaction",
    ),
    (
        Table::Segments,
        &[Field::SegmentId],
        "rows that overlapping exports repeat are known only where they are the same in every value",
    ),
    (Table::Interactions, &[Field::CreatedAt], "an interaction is created when its first segment starts"),
    (
        Table::Interactions,
        &[Field::CompletedAt],
        "an interaction is completed by a Completed segment, and open without one",
    ),
    (Table::Interactions, &[Field::AccountId], "the organization of an interaction is unknown"),
    (Table::Queues, &[Field::Name], "queue names will be ids"),
    (Table::Users, &[Field::FirstName, Field::LastName, Field::Name, Field::Email], "user names will be ids"),
    (Table::Organizations, &[Field::Name], "organization names will be ids"),
    (Table::Organizations, &[Field::TimeZone], "days are those of UTC unless --tz says otherwise"),
];

/// A section for each file, and one for what is missing. Times are those of `zone`.
pub(crate) fn sections<'s>(files: &'s [Surveyed], vocabulary: &Vocabulary, zone: Zone) -> Vec<Section<'s>> {
    let mut sections: Vec<Section<'s>> = files.iter().map(|file| of_file(file, vocabulary, zone)).collect();
    sections.extend(missing(files));
    sections
}

fn of_file<'s>(file: &'s Surveyed, vocabulary: &Vocabulary, zone: Zone) -> Section<'s> {
    let name = Styled::text(file.path.display().to_string()).toned(Tone::Strong);
    let table = match file.named {
        Some(table) => Styled::text(table.name()),
        None => Styled::text("belongs to no table, is not read".to_owned()).toned(Tone::Doubtful),
    };
    let mut section = Section { heading: Heading { subject: vec![name, table], day: None }, ..Section::default() };
    if let Some(contents) = &file.contents {
        section.heading.subject.push(Styled::text(counted(contents.rows, "row")));
        section.heading.subject.push(Styled::text(size(contents.export.kept().size)));
        section.facts.push(form(&contents.export));
        section.facts.extend(period(contents, zone));
        section.facts.extend(joined(file, contents));
        section.columns = columns();
        let all = contents.columns.iter().enumerate();
        let rows: Vec<_> = all.map(|(at, column)| row(contents, at, column, vocabulary)).collect();
        section.rows = rows.into();
    }
    section.facts.extend(problems(file));
    section
}

fn period<'s>(contents: &Contents, zone: Zone) -> Option<Vec<Piece<'s>>> {
    let (from, to) = contents.period?;
    let what = if contents.export.table == Table::Interactions { "created" } else { "starts" };
    let moment = |at| Styled::from(Cell::Time(at));
    Some(vec![
        vec![Styled::text(format!("{what} from ")), moment(from), Styled::text(" ")],
        vec![Styled::text("to "), moment(to), Styled::text(format!(" {zone}"))],
    ])
}

fn joined<'s>(file: &Surveyed, contents: &Contents) -> Option<Vec<Piece<'s>>> {
    let is_joined = |table: &Table| contents.export.header.is_joined_to(*table);
    let tables: Vec<&str> = Table::ALL.into_iter().filter(is_joined).map(Table::name).collect();
    (file.named.is_some() && !tables.is_empty())
        .then(|| words(&format!("joined in the same rows: {}", tables.join(", ")), Tone::Plain))
}

/// What can't be read, and what to do about it.
fn problems<'s>(file: &Surveyed) -> Vec<Vec<Piece<'s>>> {
    let mut problems = Vec::new();
    let mut say = |tone, text: &str| problems.push(words(text, tone));
    if let Some(ExportError { line, problem, .. }) = &file.misfit {
        let line = line.map(|line| format!("line {line}: ")).unwrap_or_default();
        say(Tone::Bad, &format!("can't be read yet: {line}{problem}"));
        if let Some(hint) = problem.hint() {
            say(Tone::Plain, &hint);
        }
    }
    if let Some(encoding) = file.likely_encoding {
        let name = encoding.name();
        say(Tone::Bad, &format!("can't be read yet: its bytes are not UTF-8, and shown here as {name}"));
        let label = name.to_lowercase();
        say(Tone::Plain, &format!("name its encoding with --encoding {label}, or in segrep.toml"));
    }
    if let Some((number, first)) = file.contents.as_ref().and_then(|contents| contents.unreadable.as_ref()) {
        let line = first.line.map(|line| format!(" (line {line})")).unwrap_or_default();
        let text = format!("{} can't be read, the first{line}: {}", counted(*number, "record"), first.problem);
        say(Tone::Bad, &text);
    }
    if let Some((number, line, value)) = file.contents.as_ref().and_then(|contents| contents.bad_times.as_ref()) {
        let values = if *number == 1 { "1 value is".to_owned() } else { format!("{} values are", count(*number)) };
        say(Tone::Bad, &format!("{values} no time, the first in line {line}: {}", quoted(value)));
    }
    if let Some((header, number)) = file.contents.as_ref().and_then(undecided) {
        say(
            Tone::Bad,
            &format!(
                "{}: nothing says whether day or month comes first ({})",
                quoted(header),
                counted(number, "value")
            ),
        );
        say(Tone::Plain, "say it with --date-order dmy or mdy, or with date_order in segrep.toml");
    }
    if file.contents.as_ref().is_some_and(|contents| contents.unreadable.is_some() || contents.bad_times.is_some()) {
        say(Tone::Plain, "correct what can't be read, or leave such records out with --on-error skip");
    }
    if file.named.is_none() {
        let fits: Vec<&str> = file.fits.iter().map(|table| table.name()).collect();
        match fits.first() {
            None => {
                say(Tone::Plain, "its header fits no table as it stands: segrep schema --init drafts a segrep.toml")
            }
            Some(first) => say(
                Tone::Plain,
                &format!(
                    "its header would fit {}: name it under [files] of segrep.toml, or with --table {first}={}",
                    fits.join(" or "),
                    file.path.display()
                ),
            ),
        }
    }
    problems
}

/// The first column of times in which no value decides whether day or month comes first, and how many need it.
fn undecided(contents: &Contents) -> Option<(&str, u64)> {
    const TIMES: [Field; 4] = [Field::StartedAt, Field::EndedAt, Field::CreatedAt, Field::CompletedAt];
    let header = &contents.export.header;
    let mut columns = TIMES.into_iter().filter_map(|field| header.column(field));
    let is_undecided = |at: &usize| contents.columns[*at].unordered > 0 && contents.columns[*at].order.is_none();
    let at = columns.find(is_undecided)?;
    Some((&header.columns()[at].header, contents.columns[at].unordered))
}

fn columns() -> Vec<SectionColumn> {
    let column = |title: &str, align, shrink| SectionColumn { title: Title::Word(title.to_owned()), align, shrink };
    vec![
        column("column", Align::Left, Shrink::To(24)),
        column("taken for", Align::Left, Shrink::To(24)),
        column("why", Align::Left, Shrink::To(10)),
        column("gives", Align::Right, Shrink::Never),
        column("blank", Align::Right, Shrink::Never),
        column("sample", Align::Left, Shrink::To(8)),
    ]
}

/// Columns of a screen that a header takes at most; a damaged file may have one of megabytes.
const HEADER: usize = 120;

fn row<'s>(contents: &'s Contents, at: usize, column: &'s SurveyedColumn, vocabulary: &Vocabulary) -> Vec<Styled<'s>> {
    let header = &contents.export.header;
    let own = contents.export.table;
    let name = header.columns()[at].header.as_str();
    let field = |table: Table, field: Field| {
        if table == own { field.name().to_owned() } else { format!("{}.{}", table.name(), field.name()) }
    };
    let mut fields: Vec<String> = header.meanings(at).map(|meaning| field(meaning.table, meaning.field)).collect();
    for (table, chosen) in header.choices(at).filter(|(table, _)| *table == own) {
        let chosen = field(table, chosen);
        if !fields.contains(&chosen) {
            fields.push(chosen);
        }
    }
    let of_stages = contents.export.stages.iter().flat_map(|stages| stages.told_by(at));
    fields.extend(of_stages.map(|stage| format!("stages.{stage}")));
    let (taken, why) = match fields.is_empty() {
        false => {
            let first = header.meanings(at).next().map_or(Why::Mapping, |meaning| meaning.why);
            (Styled::text(fields.join(", ")), Styled::text(why(first)))
        }
        true => match better(contents, name, vocabulary) {
            Some((table, of, better)) => (
                Styled::text(field(table, of)).toned(Tone::Faint),
                Styled::text(format!("no: {} is better", quoted(better))).toned(Tone::Doubtful),
            ),
            None => (Styled::none(), Styled::text("not recognised").toned(Tone::Faint)),
        },
    };
    let number = |number: u64| if number == 0 { Styled::none() } else { Styled::text(count(number)) };
    let given = match header.choices(at).next() {
        Some(_) => Styled::text(count(column.given)),
        None => Styled::none(),
    };
    let sample = column.sample.as_deref().map_or_else(Styled::none, Styled::text);
    vec![Styled::text(cut(name, HEADER).into_owned()), taken, why, given, number(column.blanks), sample]
}

fn why(why: Why) -> &'static str {
    match why {
        Why::Exact => "exact",
        Why::Alias => "alias",
        Why::Joined => "joined",
        Why::Mapping => "mapping",
    }
}

/// The field that a header names, where another column serves as it, and that column's header.
fn better<'s>(contents: &'s Contents, header: &str, vocabulary: &Vocabulary) -> Option<(Table, Field, &'s str)> {
    let own = contents.export.table;
    let all = &contents.export.header;
    let fields = vocabulary.fields(own, header).into_iter().map(|found| (own, found.field));
    let joined = Table::ALL.into_iter().filter(|table| *table != own).flat_map(|table| {
        vocabulary.joined_field(own, table, header).into_iter().map(move |found| (table, found.field))
    });
    let mut taken =
        fields.chain(joined).filter_map(|(table, field)| Some((table, field, all.column_of(table, field)?)));
    taken.next().map(|(table, field, column)| (table, field, all.columns()[column].header.as_str()))
}

/// What is missing and what that costs; `None` if nothing is.
fn missing<'s>(files: &[Surveyed]) -> Option<Section<'s>> {
    let known: Vec<&Contents> =
        files.iter().filter(|file| file.named.is_some()).filter_map(|file| file.contents.as_ref()).collect();
    let own = |table: Table| known.iter().filter(move |contents| contents.export.table == table);
    let serving = |table: Table| known.iter().filter(move |contents| contents.export.serves(table));
    let is_missing = |(table, any_of, _): &&Cost| {
        if any_of.is_empty() {
            return serving(*table).next().is_none();
        }
        let of_stages = |contents: &Contents, field: Field| {
            let told = [Field::Status, Field::EndedAt, Field::Duration];
            *table == Table::Segments && contents.export.stages.is_some() && told.contains(&field)
        };
        let has = |field: &Field| {
            let column = |contents: &Contents| contents.export.header.column_of(*table, *field);
            serving(*table).any(|contents| column(contents).is_some() || of_stages(contents, *field))
        };
        let is_there = own(*table).next().is_some() || serving(*table).next().is_some();
        is_there && !any_of.iter().any(has)
    };
    let facts: Vec<Vec<Piece<'s>>> = COSTS
        .iter()
        .filter(is_missing)
        .map(|(table, any_of, cost)| {
            let fields: Vec<&str> = any_of.iter().map(|field| field.name()).collect();
            let what = match fields.is_empty() {
                true => format!("no {table}: "),
                false => format!("{table} without {}: ", fields.join(" or ")),
            };
            let mut line = vec![vec![Styled::text(what).toned(Tone::Strong)]];
            line.extend(words(cost, Tone::Plain));
            line
        })
        .collect();
    let heading = Heading { subject: vec![Styled::text("Missing".to_owned()).toned(Tone::Strong)], day: None };
    (!facts.is_empty()).then(|| Section { heading, facts, ..Section::default() })
}

/// A text that may be broken between its words.
fn words<'s>(text: &str, tone: Tone) -> Vec<Piece<'s>> {
    text.split_inclusive(' ').map(|word| vec![Styled::text(word.to_owned()).toned(tone)]).collect()
}

//! Headers in words: what the words of a header commonly stand for, in several languages, and which of them together
//! name a field. Guesses for a first `segrep.toml`; segrep itself never reads an export by these.

use crate::tables::{Field, Table};

/// What a word of a header stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// A call, contact, ticket: the whole.
    Call,
    /// A leg, step, event: a part of it.
    Part,
    Id,
    Name,
    Start,
    End,
    Time,
    Length,
    State,
    /// What came of a ring.
    Outcome,
    Agent,
    Queue,
    Direction,
    Medium,
    Reason,
    /// A word that says nothing: an article, a unit.
    Nothing,
}

/// Words, folded, by what they stand for: English, German, French, Spanish, Dutch, Italian, Portuguese.
#[rustfmt::skip]
const TERMS: &[(Term, &[&str])] = &[
    (Term::Call, &[
        "call", "calls", "conversation", "contact", "ticket", "case", "interaction", "session", "task", "chat",
        "anruf", "gesprach", "vorgang", "kontakt", "telefonat", "fall", "appel", "conversacion", "contacto", "llamada",
        "interaccion", "caso", "gesprek", "oproep", "chiamata", "contatto", "chamada", "contato", "atendimento",
        "protocolo", "ligacao",
    ]),
    (Term::Part, &[
        "leg", "segment", "step", "event", "row", "record", "line", "entry", "ereignis", "abschnitt", "schritt",
        "zeile", "ligne", "evenement", "paso", "segmento", "evento", "linea", "linha", "stap", "regel", "gebeurtenis",
    ]),
    (Term::Id, &[
        "id", "uid", "guid", "uuid", "key", "nr", "no", "num", "number", "ref", "reference", "code", "ext",
        "extension", "login", "nummer", "kennung", "kurzel", "nebenstelle", "numero", "identifiant", "matricule",
        "poste", "identificador", "codigo", "cod", "nro", "matricula", "kenmerk", "codice",
    ]),
    (Term::Name, &[
        "name", "display", "label", "description", "bezeichnung", "beschreibung", "nom", "libelle", "nombre",
        "descripcion", "naam", "omschrijving", "nome", "descrizione", "descricao",
    ]),
    (Term::Start, &[
        "start", "started", "begin", "began", "from", "beginn", "anfang", "von", "debut", "inicio", "desde", "aanvang",
        "inizio", "entrada",
    ]),
    (Term::End, &[
        "end", "ended", "finish", "finished", "stop", "to", "until", "ende", "schluss", "bis", "fin", "hasta", "einde",
        "fine", "fim", "saida",
    ]),
    (Term::Time, &[
        "time", "ts", "timestamp", "date", "datetime", "when", "at", "moment", "datum", "zeit", "uhrzeit", "zeitpunkt",
        "zeitstempel", "heure", "horodatage", "fecha", "hora", "tijd", "tijdstip", "ora", "data",
    ]),
    (Term::Length, &[
        "duration", "length", "len", "elapsed", "seconds", "dauer", "duree", "duracion", "duur", "durata", "duracao",
        "tempo",
    ]),
    (Term::State, &[
        "state", "status", "stage", "phase", "kind", "activity", "zustand", "etat", "statut", "etape", "estado",
        "etapa", "fase", "toestand", "stato",
    ]),
    (Term::Outcome, &[
        "result", "outcome", "disposition", "response", "reaction", "ergebnis", "reaktion", "resultat", "issue",
        "reponse", "resultado", "respuesta", "resultaat", "reactie", "esito", "risposta", "desfecho", "resposta",
    ]),
    (Term::Agent, &[
        "agent", "operator", "employee", "advisor", "adviser", "user", "staff", "representative", "mitarbeiter",
        "bearbeiter", "benutzer", "conseiller", "operateur", "utilisateur", "agente", "operador", "empleado",
        "usuario", "medewerker", "operatore", "atendente",
    ]),
    (Term::Queue, &[
        "queue", "skill", "group", "team", "department", "warteschlange", "gruppe", "abteilung", "file", "groupe",
        "service", "cola", "grupo", "departamento", "wachtrij", "groep", "afdeling", "coda", "gruppo", "fila", "setor",
    ]),
    (Term::Direction, &["direction", "richtung", "sens", "direccion", "sentido", "richting", "direzione", "direcao"]),
    (Term::Medium, &["channel", "media", "medium", "kanal", "canal", "kanaal", "canale"]),
    (Term::Reason, &["reason", "cause", "grund", "raison", "motif", "motivo", "razon", "reden"]),
    (Term::Nothing, &[
        "of", "the", "in", "s", "sec", "secs", "ms", "min", "h", "hms", "utc", "local", "und", "der", "des", "die",
        "d", "de", "du", "la", "le", "l", "et", "attente", "y", "el", "del", "van", "het", "en", "di", "e", "da", "do",
    ]),
];

/// The terms that together name a field; the likeliest first.
#[rustfmt::skip]
const FIELDS: &[(Table, Field, &[&[Term]])] = {
    use Term::{Agent, Call, Direction, End, Id, Length, Medium, Name, Outcome, Part, Queue, Reason, Start, State, Time};
    &[
        (Table::Segments, Field::InteractionId, &[&[Call, Id], &[Call]]),
        (Table::Segments, Field::SegmentId, &[&[Part, Id], &[Part]]),
        (Table::Segments, Field::StartedAt, &[&[Start, Time], &[Start], &[Time]]),
        (Table::Segments, Field::EndedAt, &[&[End, Time], &[End]]),
        (Table::Segments, Field::Duration, &[&[Length], &[Time, Part]]),
        (Table::Segments, Field::Status, &[&[State]]),
        (Table::Segments, Field::Event, &[&[Outcome], &[Outcome, Id]]),
        (Table::Segments, Field::UserId, &[&[Agent, Id], &[Agent], &[Agent, Name]]),
        (Table::Segments, Field::QueueId, &[&[Queue, Id], &[Queue], &[Queue, Name]]),
        (Table::Segments, Field::Direction, &[&[Direction]]),
        (Table::Segments, Field::CommunicationType, &[&[Medium]]),
        (Table::Segments, Field::Reason, &[&[Reason]]),
        (Table::Segments, Field::CompletionDisplay, &[&[End, Reason]]),
        (Table::Interactions, Field::InteractionId, &[&[Call, Id], &[Call], &[Id]]),
        (Table::Interactions, Field::CreatedAt, &[&[Start, Time], &[Start], &[Time]]),
        (Table::Interactions, Field::CompletedAt, &[&[End, Time], &[End]]),
        (Table::Users, Field::UserId, &[&[Agent, Id], &[Id], &[Agent]]),
        (Table::Users, Field::Name, &[&[Agent, Name], &[Name]]),
        (Table::Queues, Field::QueueId, &[&[Queue, Id], &[Id], &[Queue]]),
        (Table::Queues, Field::Name, &[&[Queue, Name], &[Name]]),
    ]
};

/// How well a header names a field by its words: the place among the likeliest, and how many words say nothing known.
/// `None` where it doesn't.
pub(super) fn fitness(table: Table, field: Field, header: &str) -> Option<(usize, usize)> {
    let (_, _, ways) = FIELDS.iter().find(|(of, named, _)| (*of, *named) == (table, field))?;
    let (found, unknown) = terms(header);
    let is_key = matches!(field, Field::InteractionId | Field::SegmentId | Field::UserId | Field::QueueId);
    let may_also = |term: &Term| !is_key && matches!(term, Term::Call | Term::Part);
    let fits = |way: &&[Term]| {
        way.iter().all(|term| found.contains(term)) && found.iter().all(|term| way.contains(term) || may_also(term))
    };
    ways.iter().position(fits).map(|rank| (rank, unknown))
}

/// Whether the words of a header name the name of what an id of the segments leads to.
pub(super) fn names(header: &str, whose: Term) -> bool {
    let (found, unknown) = terms(header);
    unknown == 0 && found.len() == 2 && found.contains(&whose) && found.contains(&Term::Name)
}

/// What the words of a header stand for, each once, and how many are not known.
fn terms(header: &str) -> (Vec<Term>, usize) {
    let mut found: Vec<Term> = Vec::new();
    let mut unknown = 0;
    for word in words(header) {
        let of_word = match of_word(&word) {
            Some(term) => vec![term],
            None => of_compound(&word),
        };
        unknown += usize::from(of_word.is_empty());
        for term in of_word {
            if term != Term::Nothing && !found.contains(&term) {
                found.push(term);
            }
        }
    }
    (found, unknown)
}

fn of_word(word: &str) -> Option<Term> {
    TERMS.iter().find(|(_, words)| words.contains(&word)).map(|(term, _)| *term)
}

/// What a word is put together of, as `Gesprächsbeginn`: two known words, or one with an ending.
fn of_compound(word: &str) -> Vec<Term> {
    /// Letters of the shortest part: shorter ones come by chance.
    const SHORTEST: usize = 4;
    let is_link = |text: &str| ["", "s", "n", "e", "en", "es", "ns"].contains(&text);
    let all = || TERMS.iter().flat_map(|(term, words)| words.iter().map(move |word| (*term, *word)));
    let parts = || all().filter(|(_, part)| part.len() >= SHORTEST);
    let begun = parts().filter_map(|(term, part)| Some((term, word.strip_prefix(part)?)));
    let whole = begun.filter_map(|(first, rest)| {
        if is_link(rest) {
            return Some(vec![first]);
        }
        let mut ends = parts().filter(|(_, part)| rest.strip_suffix(part).is_some_and(is_link));
        ends.next().map(|(second, _)| vec![first, second])
    });
    whole.min_by_key(Vec::len).unwrap_or_default()
}

/// The words of a text, folded: what stands between signs, digits, and before a capital letter.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_was_small = false;
    for c in text.chars() {
        let starts_word = c.is_uppercase() && before_was_small;
        if !c.is_alphabetic() || starts_word {
            words.push(String::new());
        }
        before_was_small = c.is_lowercase();
        if c.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase().map(folded));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A small letter without its accent: headers and words lose them on their way through other systems.
fn folded(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_fields_by_their_words() {
        for (header, field) in [
            ("Call Ref", Some(Field::InteractionId)),
            ("call_uid", Some(Field::InteractionId)),
            ("Identifiant d'appel", Some(Field::InteractionId)),
            ("Gespreksnummer", Some(Field::InteractionId)),
            ("from_ts", Some(Field::StartedAt)),
            ("Fecha y hora de inicio", Some(Field::StartedAt)),
            ("Gesprächsbeginn", Some(Field::StartedAt)),
            ("toTs", Some(Field::EndedAt)),
            ("Gesprächsdauer (s)", Some(Field::Duration)),
            ("Call State", Some(Field::Status)),
            ("Cód. agente", Some(Field::UserId)),
            ("Agent State", None),
            ("Contact Name", None),
            ("Caller", None),
            ("Queue Time", None),
        ] {
            let of_segments = FIELDS.iter().filter(|(table, _, _)| *table == Table::Segments);
            let found = of_segments
                .map(|(_, field, _)| *field)
                .find(|field| fitness(Table::Segments, *field, header).is_some_and(|(_, unknown)| unknown == 0));
            assert_eq!(found, field, "{header}");
        }
    }
}

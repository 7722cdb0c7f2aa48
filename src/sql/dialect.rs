//! How engines spell what they don't spell alike.

use clap::ValueEnum;

/// The engine that a query is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Dialect {
    /// DuckDB
    Duckdb,
    /// Spark SQL
    Spark,
}

impl Dialect {
    /// Its own functions, under the names that all templates use.
    pub(super) fn functions(self) -> &'static str {
        match self {
            Dialect::Duckdb => include_str!("duckdb.sql"),
            Dialect::Spark => include_str!("spark.sql"),
        }
    }

    /// What is set before anything else.
    pub(super) fn settings(self, zone: &str) -> String {
        match self {
            Dialect::Duckdb => format!("SET TimeZone = {};\n", self.text(zone)),
            Dialect::Spark => "SET spark.sql.session.timeZone = UTC;\nSET spark.sql.ansi.enabled = true;\n".to_owned(),
        }
    }

    /// A text as a literal.
    pub(crate) fn text(self, text: &str) -> String {
        match self {
            Dialect::Duckdb => format!("'{}'", text.replace('\'', "''")),
            Dialect::Spark => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
        }
    }

    /// A name as one of a column.
    pub(super) fn name(self, name: &str) -> String {
        match self {
            Dialect::Duckdb => format!("\"{}\"", name.replace('"', "\"\"")),
            Dialect::Spark => format!("`{}`", name.replace('`', "``")),
        }
    }

    /// The body of a template in which backslashes, which only patterns have, stand for themselves.
    pub(super) fn body(self, template: &str) -> String {
        match self {
            Dialect::Duckdb => template.to_owned(),
            Dialect::Spark => template.replace('\\', "\\\\"),
        }
    }

    /// The values of a group in the order of a key, joined; NULLs are left out.
    pub(super) fn join(self, value: &str, key: &str, between: &str) -> String {
        match self {
            Dialect::Duckdb => format!("string_agg({value}, {between} ORDER BY {key})"),
            Dialect::Spark => format!(
                "array_join(transform(array_sort(collect_list(CASE WHEN {value} IS NOT NULL THEN struct({key} AS k, {value} AS v) END)), e -> e.v), {between})"
            ),
        }
    }

    /// The last value of a window that isn't NULL.
    pub(super) fn last(self, value: &str) -> String {
        match self {
            Dialect::Duckdb => format!("last_value({value} IGNORE NULLS)"),
            Dialect::Spark => format!("last_value({value}) IGNORE NULLS"),
        }
    }

    /// The definition of a function: its name, its parameters with their types, the type of its value, and its body.
    pub(super) fn function(self, name: &str, parameters: &str, value: &str, body: &str) -> String {
        match self {
            Dialect::Duckdb => {
                let names = parameters.split(", ").filter_map(|parameter| parameter.split(' ').next());
                format!("CREATE OR REPLACE TEMP MACRO {name}({}) AS {body}", names.collect::<Vec<_>>().join(", "))
            }
            Dialect::Spark => {
                format!("CREATE OR REPLACE TEMPORARY FUNCTION {name}({parameters}) RETURNS {value} RETURN {body}")
            }
        }
    }

    /// A table that is worth keeping: views would be computed wherever they are read.
    pub(super) fn table(self, name: &str, query: &str) -> String {
        match self {
            Dialect::Duckdb => format!("CREATE OR REPLACE TEMP TABLE {name} AS\n{query}"),
            Dialect::Spark => format!("DROP TABLE IF EXISTS {name};\nCREATE TABLE {name} USING parquet AS\n{query}"),
        }
    }

    pub(super) fn view(self, name: &str, query: &str) -> String {
        format!("CREATE OR REPLACE TEMP VIEW {name} AS\n{query}")
    }
}

/// How rows are read that are in files or tables.
impl Dialect {
    /// A CSV file with these columns, and the number of each record.
    pub(super) fn csv(
        self,
        path: &str,
        delimiter: char,
        header_line: Option<u64>,
        columns: &[String],
        statements: &mut Vec<String>,
    ) -> String {
        let (path, delimiter, has_header) = (self.text(path), self.text(&delimiter.to_string()), header_line.is_some());
        match self {
            Dialect::Duckdb => {
                let names: Vec<String> = columns.iter().map(|name| format!("{name}: 'VARCHAR'")).collect();
                let above = header_line.map_or(0, |line| line - 1);
                let columns = names.join(", ");
                format!(
                    "(SELECT *, row_number() OVER () AS record FROM read_csv({path}, columns = {{{columns}}}, header = {has_header}, \
                     skip = {above}, delim = {delimiter}, quote = '\"', escape = '\"', auto_detect = false))"
                )
            }
            Dialect::Spark => {
                let view = format!("segrep_file_{}", statements.len() + 1);
                let names: Vec<String> = columns.iter().map(|name| format!("{name} STRING")).collect();
                statements.push(format!(
                    "CREATE OR REPLACE TEMP VIEW {view} ({}) USING csv OPTIONS (path {path}, header '{has_header}', sep {delimiter}, \
                     quote '\"', escape '\"', multiLine 'true', enforceSchema 'true', mode 'FAILFAST')",
                    names.join(", ")
                ));
                format!("(SELECT *, monotonically_increasing_id() AS record FROM {view})")
            }
        }
    }

    /// Parquet files, and the place of each row in them.
    pub(super) fn parquet(self, path: &str) -> String {
        match self {
            Dialect::Duckdb => {
                let path = self.text(path);
                format!(
                    "(SELECT *, ROW(filename, file_row_number) AS record FROM read_parquet({path}, filename = true, file_row_number = true))"
                )
            }
            Dialect::Spark => {
                let path = self.name(path);
                format!("(SELECT *, struct(_metadata.file_path, _metadata.row_index) AS record FROM parquet.{path})")
            }
        }
    }

    /// A column that may be typed as the text that an export would have.
    pub(super) fn typed_text(self, column: &str) -> String {
        match self {
            Dialect::Duckdb => format!("CAST({column} AS STRING)"),
            // Instants are spelled in the zone of the session, without an offset.
            Dialect::Spark => format!(
                "CASE WHEN typeof({column}) = 'timestamp' THEN CAST({column} AS STRING) || 'Z' ELSE CAST({column} AS STRING) END"
            ),
        }
    }
}

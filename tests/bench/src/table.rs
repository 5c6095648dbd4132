//! Prints a Markdown table of the measures, and the largest models.

use std::collections::BTreeMap;
use std::fmt;

use generator::model::Model;
use serde_json::json;

/// No model may be larger than this, in bytes.
const LARGEST: usize = 8 * 1024;

/// The measures taken so far.
pub(crate) struct Table {
    models: usize,
    fields: usize,
    rows: Vec<Row>,
    sizes: Vec<(String, usize)>,
}

struct Row {
    name: String,
    unit: Unit,
    ours: f64,
    reference: (f64, &'static str),
    bar: Bar,
}

/// In what a measure is printed.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    Seconds,
    Bytes,
    BytesEachSecond,
}

/// The bar for a ratio, ours by theirs.
#[derive(Clone, Copy)]
pub(crate) enum Bar {
    AtMost(f64),
    AtLeast(f64),
}

impl Table {
    pub(crate) fn new(model: &Model) -> Self {
        Self {
            models: model.structs.len(),
            fields: model.structs.iter().map(|item| item.fields.len()).sum(),
            rows: Vec::new(),
            sizes: Vec::new(),
        }
    }

    /// Adds a measure of ours, and the reference for it, by its name.
    pub(crate) fn add(
        &mut self,
        name: impl Into<String>,
        unit: Unit,
        [ours, other]: [f64; 2],
        reference: &'static str,
        bar: Bar,
    ) {
        self.rows.push(Row {
            name: name.into(),
            unit,
            ours,
            reference: (other, reference),
            bar,
        });
    }

    /// Adds the size of one of our models.
    pub(crate) fn size(&mut self, name: &str, size: usize) {
        self.sizes.push((name.to_owned(), size));
    }

    /// `true` if every measure is within its bar.
    pub(crate) fn is_met(&self) -> bool {
        self.rows.iter().all(Row::is_met) && self.sizes.iter().all(|(_, size)| *size <= LARGEST)
    }
}

impl Row {
    fn ratio(&self) -> f64 {
        self.ours / self.reference.0
    }

    fn is_met(&self) -> bool {
        match self.bar {
            Bar::AtMost(bar) => self.ratio() <= bar,
            Bar::AtLeast(bar) => self.ratio() >= bar,
        }
    }
}

impl Table {
    /// One JSON object: the measures in seconds, bytes and bytes a second, and the sizes of models.
    pub(crate) fn json(&self) -> String {
        let row = |row: &Row| {
            let (Bar::AtMost(bar) | Bar::AtLeast(bar)) = row.bar;
            let sign = if matches!(row.bar, Bar::AtMost(_)) {
                "at most"
            } else {
                "at least"
            };
            json!({
                "measure": row.name, "unit": row.unit.name(), "ours": row.ours, "beside": row.reference.1,
                "other": row.reference.0, "ratio": row.ratio(), sign: bar, "met": row.is_met(),
            })
        };
        let rows: Vec<_> = self.rows.iter().map(row).collect();
        let sizes: BTreeMap<_, _> = self.sizes.iter().cloned().collect();
        let (models, fields) = (self.models, self.fields);
        let whole = json!({ "models": models, "fields": fields, "measures": rows, "sizes": sizes });
        format!("{whole:#}\n")
    }
}

impl fmt::Display for Table {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(to, "{} models, {} fields\n", self.models, self.fields)?;
        if !self.rows.is_empty() {
            writeln!(
                to,
                "| measure                                |       ours |  reference |         |  ratio | bar     |\n\
                 |----------------------------------------|-----------:|-----------:|---------|-------:|---------|"
            )?;
        }
        for row in &self.rows {
            let [ours, other] = [row.ours, row.reference.0].map(|figure| row.unit.text(figure));
            let bar = match row.bar {
                Bar::AtMost(bar) => format!("≤ {bar:.2}"),
                Bar::AtLeast(bar) => format!("≥ {bar:.2}"),
            };
            let missed = if row.is_met() { "" } else { " missed" };
            let (name, reference, ratio) = (&row.name, row.reference.1, row.ratio());
            writeln!(
                to,
                "| {name:38} | {ours:>10} | {other:>10} | {reference:7} | {ratio:6.3} | {bar:7} |{missed}"
            )?;
        }
        let mut sizes: Vec<_> = self.sizes.iter().collect();
        sizes.sort_by(|(left, size), (right, other)| other.cmp(size).then(left.cmp(right)));
        if !sizes.is_empty() {
            writeln!(
                to,
                "\nthe largest models, of which none may have more than {LARGEST} bytes:\n"
            )?;
        }
        for (name, size) in sizes.iter().take(10) {
            writeln!(to, "{size:6} {name}")?;
        }
        Ok(())
    }
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Bytes => "bytes",
            Self::BytesEachSecond => "bytes a second",
        }
    }

    fn text(self, figure: f64) -> String {
        match self {
            Self::Seconds => format!("{figure:.3} s"),
            Self::Bytes if figure < 1e7 => format!("{:.1} KB", figure / 1e3),
            Self::Bytes => format!("{:.1} MB", figure / 1e6),
            Self::BytesEachSecond => format!("{:.1} MB/s", figure / 1e6),
        }
    }
}

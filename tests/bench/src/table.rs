//! What is printed: a Markdown table of the measures, and the largest models.

use std::fmt;

use generator::model::Model;

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
    name: &'static str,
    unit: Unit,
    ours: f64,
    derived: f64,
    bar: Bar,
}

/// In what a measure is printed.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    Seconds,
    Bytes,
    BytesEachSecond,
}

/// What a ratio, ours by theirs, is held against.
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

    /// Adds a measure of our models and of the derived ones.
    pub(crate) fn add(&mut self, name: &'static str, unit: Unit, figures: [f64; 2], bar: Bar) {
        let [ours, derived] = figures;
        self.rows.push(Row {
            name,
            unit,
            ours,
            derived,
            bar,
        });
    }

    /// Adds the size of one of our models.
    pub(crate) fn size(&mut self, name: &str, size: usize) {
        self.sizes.push((name.to_owned(), size));
    }

    /// Whether all that was measured is within its bar.
    pub(crate) fn is_met(&self) -> bool {
        self.rows.iter().all(Row::is_met) && self.sizes.iter().all(|(_, size)| *size <= LARGEST)
    }
}

impl Row {
    fn ratio(&self) -> f64 {
        self.ours / self.derived
    }

    fn is_met(&self) -> bool {
        match self.bar {
            Bar::AtMost(bar) => self.ratio() <= bar,
            Bar::AtLeast(bar) => self.ratio() >= bar,
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(to, "{} models, {} fields\n", self.models, self.fields)?;
        if !self.rows.is_empty() {
            writeln!(
                to,
                "| measure            |       ours |     derive | ratio | bar    |"
            )?;
            writeln!(
                to,
                "|--------------------|-----------:|-----------:|------:|--------|"
            )?;
        }
        for row in &self.rows {
            let [ours, derived] = [row.ours, row.derived].map(|figure| row.unit.text(figure));
            let bar = match row.bar {
                Bar::AtMost(bar) => format!("≤ {bar:.2}"),
                Bar::AtLeast(bar) => format!("≥ {bar:.2}"),
            };
            let missed = if row.is_met() { "" } else { " missed" };
            let (name, ratio) = (row.name, row.ratio());
            writeln!(
                to,
                "| {name:18} | {ours:>10} | {derived:>10} | {ratio:5.3} | {bar} |{missed}"
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
    fn text(self, figure: f64) -> String {
        match self {
            Self::Seconds => format!("{figure:.2} s"),
            Self::Bytes if figure < 1e7 => format!("{:.1} KB", figure / 1e3),
            Self::Bytes => format!("{:.1} MB", figure / 1e6),
            Self::BytesEachSecond => format!("{:.1} MB/s", figure / 1e6),
        }
    }
}

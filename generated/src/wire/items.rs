//! Decoding of lists and maps: their items, and what is to be remembered of some of them.

use std::collections::BTreeMap;

use serde::de::{MapAccess, SeqAccess};
use serde_json::Value;

use super::field::{FieldMut, Fill, List, Map};
use super::note::{ListNote, MapNote, Note};
use super::number::in_disguise;
use super::path::{Path, Segment};
use super::refusal::mismatch;
use super::seed::{Job, Outcome, Seed};

pub(super) fn read_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    mut seq: A,
    path: Option<&Path<'_>>,
    job: &Job,
) -> Result<Outcome, A::Error> {
    job.with_spare(|spare| list.start(spare));
    let (mut index, mut fitting) = (0, 0);
    let mut notes: Option<ListNote> = None;
    loop {
        let seed = Seed {
            field: &mut At(list, fitting),
            path: Some(&Path {
                up: path,
                last: Segment::Item(index),
            }),
            job,
        };
        match seq.next_element_seed(seed)? {
            None => break,
            Some(Outcome::Noted(note)) => {
                let notes = notes.get_or_insert_with(ListNote::new);
                fitting += usize::from(notes.push(index, *note));
                list.truncate(fitting);
            }
            Some(_) => fitting += 1,
        }
        index += 1;
    }
    job.with_spare(|spare| list.end(spare));
    let note = notes.and_then(|notes| notes.finish(fitting));
    Ok(note.map_or(Outcome::Filled, Outcome::Noted))
}

/// The item at an index of a list, which need not be there yet.
struct At<'a>(&'a mut dyn List, usize);

impl Fill for At<'_> {
    fn open(&mut self) -> FieldMut<'_> {
        self.opened()
    }

    fn opened(&mut self) -> FieldMut<'_> {
        self.0.item(self.1).opened()
    }

    fn put_text(&mut self, text: &str) -> bool {
        self.0.item(self.1).put_text(text)
    }

    fn put_null(&mut self) -> bool {
        self.0.item(self.1).put_null()
    }
}

pub(super) fn read_map<'de, A: MapAccess<'de>>(
    entries: &mut dyn Map,
    mut map: A,
    path: Option<&Path<'_>>,
    job: &Job,
) -> Result<Outcome, A::Error> {
    let mut notes = BTreeMap::new();
    let mut next = map.next_key::<String>()?;
    if let Some(key) = &next
        && let Some(number) = in_disguise(key, &mut map)?
    {
        return mismatch(path, job, &FieldMut::Map(entries), Value::Number(number));
    }
    while let Some(key) = next {
        let seed = Seed {
            field: entries.entry(key.clone()),
            path: Some(&Path {
                up: path,
                last: Segment::Entry(&key),
            }),
            job,
        };
        // The key may have come before: the last value counts, and so does its note.
        if let Outcome::Noted(note) = map.next_value_seed(seed)? {
            if matches!(*note, Note::Mismatch(_)) {
                entries.remove(&key);
            }
            notes.insert(key, *note);
        } else if !notes.is_empty() {
            notes.remove(&key);
        }
        next = map.next_key()?;
    }
    if notes.is_empty() {
        return Ok(Outcome::Filled);
    }
    let mut fitting = Vec::new();
    if notes.values().any(Note::holds_mismatch) {
        entries.keys(&mut |key| fitting.push(key.to_owned()));
    }
    let note = MapNote { notes, fitting };
    Ok(Outcome::Noted(Box::new(Note::Map(Box::new(note)))))
}

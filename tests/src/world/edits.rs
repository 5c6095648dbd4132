//! Edits of definitions, each with the entries that it amounts to.

use generator::changes::ChangeKind;
use generator::operations::Location;

use super::{Definition, Operation, PARAMETER_TYPES, Random, Row, Type, World};

/// An entry: kind, definition and property.
pub type Expected = (ChangeKind, String, Option<String>);

/// Does one thing to the definitions. `None` where nothing suits it.
pub type Edit = fn(&mut World, &mut Random) -> Option<Vec<Expected>>;

/// Every kind of edit of definitions.
const OF_DEFINITIONS: [Edit; 19] = [
    add_definition,
    remove_definition,
    rename_definition,
    respell_definition,
    empty_definition,
    fill_definition,
    describe_definition,
    add_property,
    remove_property,
    rename_property,
    respell_property,
    change_type,
    change_lists,
    change_link,
    respell_type,
    change_flag,
    change_date,
    change_deprecation,
    change_wording,
];

/// Every kind of edit of operations.
pub const OF_OPERATIONS: [Edit; 14] = [
    add_operation,
    remove_operation,
    rename_operation,
    change_endpoint,
    change_request,
    change_response,
    change_error,
    deprecate_operation,
    reword_operation,
    add_parameter,
    remove_parameter,
    change_parameter_flag,
    change_parameter_type,
    reword_parameter,
];

/// Every kind of edit.
pub fn all() -> Vec<Edit> {
    [&OF_DEFINITIONS[..], &OF_OPERATIONS].concat()
}

/// A row that no edit has touched and that is as wanted.
fn pick(
    world: &mut World,
    random: &mut Random,
    wanted: impl Fn(&Row) -> bool,
) -> Option<(String, String)> {
    let mut rows = Vec::new();
    for (name, definition) in &world.definitions {
        let whole = world.touched.contains(&(name.clone(), None));
        for (property, row) in definition.rows.iter().filter(|_| !whole) {
            let place = (name.clone(), Some(property.clone()));
            if wanted(row) && !world.touched.contains(&place) {
                rows.push((name.clone(), property.clone()));
            }
        }
    }
    let (definition, property) = random.one_of(&rows)?;
    world
        .touched
        .insert((definition.clone(), Some(property.clone())));
    // What it links to keeps its name: whether a definition was renamed shows in all its links.
    let link = world.definitions[&definition].rows[&property]
        .ty
        .base
        .clone();
    if world.definitions.contains_key(&link) {
        world.touched.insert((link, None));
    }
    Some((definition, property))
}

/// A definition that no edit has touched, nor any of its rows, and that is as wanted.
fn pick_whole(
    world: &mut World,
    random: &mut Random,
    wanted: impl Fn(&World, &str, &Definition) -> bool,
) -> Option<String> {
    let untouched = |name: &&String| !world.touched.iter().any(|(touched, _)| touched == *name);
    let names: Vec<_> = world
        .definitions
        .keys()
        .filter(untouched)
        .filter(|name| wanted(world, name, &world.definitions[*name]))
        .cloned()
        .collect();
    let name = random.one_of(&names)?;
    world.touched.insert((name.clone(), None));
    Some(name)
}

/// The rows that link to a definition.
fn links_to(world: &World, target: &str) -> Vec<(String, String)> {
    let mut links = Vec::new();
    for (name, definition) in &world.definitions {
        for (property, _) in definition
            .rows
            .iter()
            .filter(|(_, row)| row.ty.base == target)
        {
            links.push((name.clone(), property.clone()));
        }
    }
    links
}

fn row<'w>(world: &'w mut World, (definition, property): &(String, String)) -> Option<&'w mut Row> {
    world
        .definitions
        .get_mut(definition)?
        .rows
        .get_mut(property)
}

fn one(kind: ChangeKind, (definition, property): (String, String)) -> Option<Vec<Expected>> {
    Some(vec![(kind, definition, Some(property))])
}

fn whole(kind: ChangeKind, definition: String) -> Option<Vec<Expected>> {
    Some(vec![(kind, definition, None)])
}

fn add_definition(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let name = world.new_name("Model");
    let mut definition = Definition::default();
    for _ in 0..random.below(4) {
        let row = world.random_row(random);
        definition.rows.insert(world.new_name("property"), row);
    }
    // Links from here count as touched: what they lead to must stay.
    world.touched.insert((name.clone(), None));
    world.definitions.insert(name.clone(), definition);
    whole(ChangeKind::DefinitionAdded, name)
}

fn remove_definition(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let name = pick_whole(world, random, |world, name, _| {
        links_to(world, name).is_empty()
    })?;
    world.definitions.remove(&name);
    whole(ChangeKind::DefinitionRemoved, name)
}

/// Picks a definition that others hold, in rows that no edit has touched.
fn pick_held(world: &mut World, random: &mut Random) -> Option<String> {
    pick_whole(world, random, |world, name, _| {
        let links = links_to(world, name);
        let untouched = |(holder, property): &(String, String)| {
            let row = (holder.clone(), Some(property.clone()));
            !world.touched.contains(&row) && !world.touched.contains(&(holder.clone(), None))
        };
        links.iter().any(|(holder, _)| holder != name) && links.iter().all(untouched)
    })
}

/// Removes a definition, and has the properties that held it hold text. It is not one of the edits
/// above.
pub fn retire_definition(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let name = pick_held(world, random)?;
    world.definitions.remove(&name);
    let mut entries = whole(ChangeKind::DefinitionRemoved, name.clone())?;
    for place in links_to(world, &name) {
        "string".clone_into(&mut row(world, &place)?.ty.base);
        world
            .touched
            .insert((place.0.clone(), Some(place.1.clone())));
        entries.extend(one(ChangeKind::TypeLinkToScalar, place)?);
    }
    // What an operation called by this name is another's.
    for operation in world.operations.values_mut() {
        let sent = operation.request().filter(|ty| ty.base != name).cloned();
        operation.send(sent);
        for (ty, _) in operation.answers.values_mut() {
            ty.take_if(|ty| ty.base == name);
        }
    }
    Some(entries)
}

fn rename_definition(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let name = pick_held(world, random)?;
    let new = world.new_name("Renamed");
    move_links(world, &name, &new);
    whole(ChangeKind::DefinitionRenamed, new)
}

fn respell_definition(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let name = pick_whole(world, random, |_, name, _| name.to_uppercase() != *name)?;
    let new = name.to_uppercase();
    move_links(world, &name, &new);
    whole(ChangeKind::DefinitionRenamed, new)
}

fn move_links(world: &mut World, old: &str, new: &str) {
    for place in links_to(world, old) {
        if let Some(row) = row(world, &place) {
            new.clone_into(&mut row.ty.base);
        }
        world.touched.insert((place.0, Some(place.1)));
    }
    if let Some(definition) = world.definitions.remove(old) {
        world.definitions.insert(new.to_owned(), definition);
    }
    world.touched.insert((new.to_owned(), None));
}

fn empty_definition(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let name = pick_whole(world, random, |_, _, it| !it.rows.is_empty())?;
    world.definitions.get_mut(&name)?.rows.clear();
    whole(ChangeKind::DefinitionEmptied, name)
}

fn fill_definition(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let name = pick_whole(world, random, |_, _, it| it.rows.is_empty())?;
    let mut new = world.random_row(random);
    new.ty.base = "string".to_owned();
    let property = world.new_name("property");
    world.definitions.get_mut(&name)?.rows.insert(property, new);
    whole(ChangeKind::DefinitionFilled, name)
}

fn describe_definition(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let name = pick_whole(world, random, |_, _, _| true)?;
    let text = world.new_text();
    world.definitions.get_mut(&name)?.description = text;
    whole(ChangeKind::DescriptionChanged, name)
}

fn add_property(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    // Another row must stay, or the table would be filled rather than added to.
    let (definition, _) = pick(world, random, |_| true)?;
    let mut new = world.random_row(random);
    new.ty.base = random.one_of(&["number", "Same"])?.to_owned();
    let kind = if new.required {
        ChangeKind::PropertyAddedRequired
    } else {
        ChangeKind::PropertyAddedOptional
    };
    let property = world.new_name("property");
    world
        .touched
        .insert((definition.clone(), Some(property.clone())));
    let rows = &mut world.definitions.get_mut(&definition)?.rows;
    rows.insert(property.clone(), new);
    one(kind, (definition, property))
}

fn remove_property(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let kept = pick(world, random, |_| true)?;
    let place = (
        kept.0.clone(),
        world.definitions[&kept.0]
            .rows
            .keys()
            .find(|name| {
                let place = (kept.0.clone(), Some((*name).clone()));
                !world.touched.contains(&place)
            })?
            .clone(),
    );
    world
        .touched
        .insert((place.0.clone(), Some(place.1.clone())));
    world.definitions.get_mut(&place.0)?.rows.remove(&place.1);
    one(ChangeKind::PropertyRemoved, place)
}

fn rename_property(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let place = pick(world, random, |_| true)?;
    let new = world.new_name("renamed");
    rename(world, place, new, ChangeKind::PropertyRenamed)
}

fn respell_property(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let place = pick(world, random, |_| true)?;
    let new = place.1.to_uppercase();
    rename(world, place, new, ChangeKind::WireNameCaseChanged)
}

fn rename(
    world: &mut World,
    place: (String, String),
    new: String,
    kind: ChangeKind,
) -> Option<Vec<Expected>> {
    if place.1 == new {
        return None;
    }
    let rows = &mut world.definitions.get_mut(&place.0)?.rows;
    let row = rows.remove(&place.1)?;
    rows.insert(new.clone(), row);
    world.touched.insert((place.0.clone(), Some(new.clone())));
    one(kind, (place.0, new))
}

fn change_type(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let dated = |row: &Row| row.ty.base == "string" && row.description.contains("ISO-8601");
    let place = pick(world, random, |row| !dated(row))?;
    let new = random.one_of(&["string", "number", "boolean", "object", "Array", "Base"])?;
    let sort = |base: &str| match base {
        "object" | "Array" => 0,
        "string" | "number" | "boolean" => 1,
        _ => 2,
    };
    let row = row(world, &place)?;
    let old = std::mem::replace(&mut row.ty.base, new.to_owned());
    let kind = match (sort(&old), sort(new)) {
        _ if old == *new => return Some(Vec::new()),
        (0, 0) => ChangeKind::TypeListDepthChanged,
        (0, _) => ChangeKind::TypeFromObject,
        (_, 0) => ChangeKind::TypeToObject,
        (1, 1) => ChangeKind::TypeScalarChanged,
        (1, _) => ChangeKind::TypeScalarToLink,
        (_, 1) => ChangeKind::TypeLinkToScalar,
        _ => ChangeKind::TypeLinkDifferent,
    };
    if sort(&old) + sort(new) == 0 || sort(&old) + sort(new) == 4 {
        // How lists and links relate is for other edits.
        row.ty.base = old;
        return Some(Vec::new());
    }
    one(kind, place)
}

fn change_lists(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let place = pick(world, random, |row| row.ty.base != "Array")?;
    let new = random.below(4);
    let row = row(world, &place)?;
    let old = std::mem::replace(&mut row.ty.lists, new);
    // A link that is required and no list must not lead back here.
    row.ty.lists = if row.required && new == 0 && old > 0 {
        3
    } else {
        new
    };
    match (old, row.ty.lists) {
        (old, new) if old == new => Some(Vec::new()),
        (0, _) => one(ChangeKind::TypeOneToList, place),
        (_, 0) => one(ChangeKind::TypeListToOne, place),
        _ => one(ChangeKind::TypeListDepthChanged, place),
    }
}

fn change_link(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let place = pick(world, random, |row| row.ty.base == "Base")?;
    let (new, kind) = random.one_of(&[
        ("Same", ChangeKind::TypeLinkEqual),
        ("More", ChangeKind::TypeLinkWider),
        ("Less", ChangeKind::TypeLinkNarrower),
        ("Other", ChangeKind::TypeLinkDifferent),
    ])?;
    row(world, &place)?.ty.base = new.to_owned();
    one(kind, place)
}

fn respell_type(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let place = pick(world, random, |row| row.ty.base == "Array")?;
    let row = row(world, &place)?;
    row.ty.base = "object".to_owned();
    row.ty.lists += 1;
    one(ChangeKind::TypeRespelled, place)
}

fn change_flag(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let place = pick(world, random, |row| !row.ty.base.starts_with("Model"))?;
    let row = row(world, &place)?;
    row.required = !row.required;
    let kind = if row.required {
        ChangeKind::RequiredAdded
    } else {
        ChangeKind::RequiredDropped
    };
    one(kind, place)
}

fn change_date(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    const DAY: &str = " Dates are represented as an ISO-8601 string. For example: yyyy-MM-dd";
    const PERIOD: &str =
        " Periods are represented as an ISO-8601 string. For example: P1D or P1DT12H";
    let place = pick(world, random, |row| row.ty.base == "string")?;
    let row = row(world, &place)?;
    let (text, kind) = match (row.description.contains(DAY), random.below(2)) {
        (false, _) => (row.description.clone() + DAY, ChangeKind::DateClassGained),
        (true, 0) => (row.description.replace(DAY, ""), ChangeKind::DateClassLost),
        (true, _) => (
            row.description.replace(DAY, PERIOD),
            ChangeKind::DateClassChanged,
        ),
    };
    row.description = text;
    one(kind, place)
}

fn change_deprecation(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let place = pick(world, random, |_| true)?;
    let row = row(world, &place)?;
    let kind = if row.description.contains("(Deprecated)") {
        row.description = row.description.replace(" (Deprecated)", "");
        ChangeKind::DeprecationRemoved
    } else {
        row.description += " (Deprecated)";
        ChangeKind::DeprecationAdded
    };
    one(kind, place)
}

fn change_wording(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let place = pick(world, random, |_| true)?;
    let row = row(world, &place)?;
    row.description = row.description.replace("What number", "Whatever number");
    one(ChangeKind::DescriptionChanged, place)
}

/// An operation that no edit has touched.
fn pick_operation(world: &mut World, random: &mut Random) -> Option<(String, Operation)> {
    let untouched = |name: &&String| !world.touched.contains(&((*name).clone(), None));
    let names: Vec<_> = world.operations.keys().filter(untouched).cloned().collect();
    let name = random.one_of(&names)?;
    world.touched.insert((name.clone(), None));
    Some((name.clone(), world.operations[&name].clone()))
}

fn add_operation(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let (name, operation) = world.random_operation(random);
    world.touched.insert((name.clone(), None));
    world.operations.insert(name.clone(), operation);
    whole(ChangeKind::OperationAdded, name)
}

fn remove_operation(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let (name, _) = pick_operation(world, random)?;
    world.operations.remove(&name);
    whole(ChangeKind::OperationRemoved, name)
}

fn rename_operation(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let (name, operation) = pick_operation(world, random)?;
    let new = world.new_name("renamed");
    world.touched.insert((new.clone(), None));
    world.operations.remove(&name);
    world.operations.insert(new.clone(), operation);
    whole(ChangeKind::OperationRenamed, new)
}

fn change_endpoint(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let (name, _) = pick_operation(world, random)?;
    let old = &world.operations[&name].endpoint;
    let endpoint = match random.below(3) {
        0 => {
            let method = old.split(' ').next().unwrap_or_default().to_owned();
            format!("{method} /{}", world.new_name("path"))
        }
        1 if old.ends_with("/{id}/{part}") => old.replace("/{id}/{part}", "/{part}/{id}"),
        _ => old.replace("{id}", "{otherId}"),
    };
    let operation = world.operations.get_mut(&name)?;
    operation.parameters.retain(|(place, name), _| {
        *place != Location::Path || endpoint.contains(&format!("{{{name}}}"))
    });
    operation.endpoint = endpoint;
    whole(ChangeKind::OperationEndpointChanged, name)
}

fn change_request(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let (name, old) = pick_operation(world, random)?;
    let new = world.random_type(random);
    if new.as_ref() == old.request() {
        return None;
    }
    world.operations.get_mut(&name)?.send(new);
    one(
        ChangeKind::OperationRequestChanged,
        (name, "body".to_owned()),
    )
}

fn change_response(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let (name, old) = pick_operation(world, random)?;
    let new = world.random_type(random);
    let mut answers = old.answers.into_iter();
    let (status, (ty, text)) = answers.find(|(status, _)| status.starts_with('2'))?;
    if new == ty {
        return None;
    }
    let answers = &mut world.operations.get_mut(&name)?.answers;
    answers.insert(status, (new, text));
    whole(ChangeKind::OperationResponseChanged, name)
}

/// The only definition that is not elsewhere: a failure with one is no longer any JSON.
fn change_error(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let (name, old) = pick_operation(world, random)?;
    let mut answers = old.answers.into_iter();
    let (status, (ty, text)) = answers.find(|(status, _)| status.starts_with('4'))?;
    let is_base = ty.is_some_and(|ty| ty == Type::of("Base"));
    let new = Type::of(if is_base { "Other" } else { "Base" });
    let answers = &mut world.operations.get_mut(&name)?.answers;
    answers.insert(status, (Some(new), text));
    one(
        ChangeKind::OperationErrorChanged,
        (name, "error".to_owned()),
    )
}

fn deprecate_operation(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let (name, old) = pick_operation(world, random)?;
    world.operations.get_mut(&name)?.deprecated = !old.deprecated;
    let kind = match old.deprecated {
        true => ChangeKind::OperationRestored,
        false => ChangeKind::OperationDeprecated,
    };
    whole(kind, name)
}

fn reword_operation(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let (name, _) = pick_operation(world, random)?;
    let summary = world.new_text();
    world.operations.get_mut(&name)?.summary = summary;
    whole(ChangeKind::DescriptionChanged, name)
}

/// A parameter of an operation that no edit has touched.
fn pick_parameter(
    world: &mut World,
    random: &mut Random,
) -> Option<(String, (Location, String), Row)> {
    let (name, operation) = pick_operation(world, random)?;
    let parameters = operation.parameters.into_iter();
    let parameters =
        parameters.filter(|((place, _), _)| [Location::Query, Location::Header].contains(place));
    let parameters: Vec<_> = parameters.collect();
    let (key, parameter) = random.one_of(&parameters)?;
    Some((name, key, parameter))
}

fn of_parameter(
    kind: ChangeKind,
    operation: String,
    (location, name): &(Location, String),
) -> Option<Vec<Expected>> {
    one(kind, (operation, format!("{}.{name}", location.word())))
}

fn add_parameter(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let (name, _) = pick_operation(world, random)?;
    let (key, parameter) = world.random_parameter(random);
    let kind = match parameter.required {
        true => ChangeKind::ParameterAddedRequired,
        false => ChangeKind::ParameterAddedOptional,
    };
    let expected = of_parameter(kind, name.clone(), &key);
    world
        .operations
        .get_mut(&name)?
        .parameters
        .insert(key, parameter);
    expected
}

fn remove_parameter(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let (name, key, _) = pick_parameter(world, random)?;
    world.operations.get_mut(&name)?.parameters.remove(&key);
    of_parameter(ChangeKind::ParameterRemoved, name, &key)
}

/// Edits a parameter; `kind` determines the kind from the parameter before.
fn edit_parameter(
    world: &mut World,
    random: &mut Random,
    edit: impl Fn(&mut Row) -> ChangeKind,
) -> Option<Vec<Expected>> {
    let (name, key, _) = pick_parameter(world, random)?;
    let operation = world.operations.get_mut(&name)?;
    let kind = edit(operation.parameters.get_mut(&key)?);
    of_parameter(kind, name, &key)
}

fn change_parameter_flag(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    edit_parameter(world, random, |parameter| {
        parameter.required = !parameter.required;
        match parameter.required {
            true => ChangeKind::ParameterRequired,
            false => ChangeKind::ParameterOptional,
        }
    })
}

fn change_parameter_type(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let at = random.below(PARAMETER_TYPES.len());
    edit_parameter(world, random, |parameter| {
        let next = PARAMETER_TYPES[(at + 1) % PARAMETER_TYPES.len()];
        let ty = Type::of(PARAMETER_TYPES[at]);
        parameter.ty = if parameter.ty == ty {
            Type::of(next)
        } else {
            ty
        };
        ChangeKind::ParameterRetyped
    })
}

fn reword_parameter(world: &mut World, random: &mut Random) -> Option<Vec<Expected>> {
    let words = world.new_text();
    edit_parameter(world, random, |parameter| {
        parameter.description.clone_from(&words);
        ChangeKind::DescriptionChanged
    })
}

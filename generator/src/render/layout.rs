//! Prints items as rustfmt would leave them.
//!
//! prettyplease does nearly all of it. What it does differently in the items of a model is done over
//! here: it breaks lines at column 89, rustfmt at column 100; where a field's type does not fit,
//! rustfmt moves it below the name before it breaks it; an opening brace that does not fit goes to
//! the next line; and a struct literal is never one line.

mod attributes;

/// rustfmt's `max_width`.
const WIDTH: usize = 100;

const INDENT: &str = "    ";

/// The text of an item.
pub(super) fn print(item: syn::Item) -> String {
    let file = syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    };
    let printed = prettyplease::unparse(&file);
    let mut text = String::with_capacity(printed.len());
    let mut lines = printed.lines();
    while let Some(line) = lines.next() {
        let code = line.trim_start();
        let indent = &line[..line.len() - code.len()];
        text.push_str(&laid_out(indent, &joined(code, indent, &mut lines)));
        text.push('\n');
    }
    text
}

/// The code that begins with `code` as one line, with the lines that prettyplease broke it into.
fn joined<'a>(code: &str, indent: &str, lines: &mut impl Iterator<Item = &'a str>) -> String {
    let mut joined = code.to_owned();
    let close = match code.chars().next_back() {
        Some('<') if !code.starts_with('/') => '>',
        Some('(') if !code.starts_with('/') => ')',
        _ => return joined,
    };
    for line in lines {
        let next = line.trim_start();
        if next.starts_with(['>', ')']) && joined.ends_with(',') {
            joined.pop();
        } else if !joined.ends_with(['<', '(']) {
            joined.push(' ');
        }
        joined.push_str(next);
        if next.starts_with(close) && line.len() - next.len() == indent.len() {
            break;
        }
    }
    joined
}

/// One line of code in as many lines as rustfmt gives it.
fn laid_out(indent: &str, code: &str) -> String {
    if code.starts_with('/') {
        format!("{indent}{code}")
    } else if code.starts_with('#') {
        attributes::laid_out(indent, code)
    } else if let Some(values) = code
        .strip_prefix("Self { ")
        .and_then(|code| code.strip_suffix(" }"))
    {
        let separator = format!(",\n{indent}{INDENT}");
        format!(
            "{indent}Self {{\n{indent}{INDENT}{}\n{indent}}}",
            values.replace(", ", &separator)
        )
    } else if let Some((name, ty)) = field(code) {
        laid_out_field(indent, name, ty)
    } else if let Some((name, parameters)) = signature(code) {
        laid_out_signature(indent, code, name, parameters)
    } else if let Some(header) = code.strip_suffix(" {").filter(|_| !fits(indent, code)) {
        match header.strip_prefix("impl ") {
            Some(ty) if fits(INDENT, ty) => {
                format!("{indent}impl\n{indent}{INDENT}{ty}\n{indent}{{")
            }
            _ => format!("{indent}{header}\n{indent}{{"),
        }
    } else {
        format!("{indent}{code}")
    }
}

/// `pub name: Type,`
fn field(code: &str) -> Option<(&str, &str)> {
    code.strip_prefix("pub ")?;
    code.strip_suffix(',')?.split_once(": ")
}

fn laid_out_field(indent: &str, name: &str, ty: &str) -> String {
    let below = format!("{INDENT}{ty},");
    if !fits(indent, &format!("{name}: {ty},")) && fits(indent, &below) {
        return format!("{indent}{name}:\n{indent}{below}");
    }
    typed(indent, &format!("{name}: "), ty)
}

/// `pub fn name(parameters) -> Self {`
fn signature(code: &str) -> Option<(&str, &str)> {
    let (name, rest) = code.strip_prefix("pub fn ")?.split_once('(')?;
    Some((name, rest.strip_suffix(") -> Self {")?))
}

fn laid_out_signature(indent: &str, code: &str, name: &str, parameters: &str) -> String {
    if fits(indent, code) {
        return format!("{indent}{code}");
    }
    let inner = format!("{indent}{INDENT}");
    let line = |parameter: &str| match parameter.split_once(": ") {
        Some((name, ty)) => typed(&inner, &format!("{name}: "), ty),
        None => format!("{inner}{parameter},"),
    };
    let lines: Vec<_> = arguments(parameters).map(line).collect();
    format!(
        "{indent}pub fn {name}(\n{}\n{indent}) -> Self {{",
        lines.join("\n")
    )
}

/// A type behind `before`, with a comma at its end: on one line where it fits, else with its generic
/// arguments below.
fn typed(indent: &str, before: &str, ty: &str) -> String {
    let line = format!("{before}{ty},");
    match ty.strip_suffix('>').and_then(|ty| ty.split_once('<')) {
        Some((outer, inner)) if !fits(indent, &line) => {
            let deeper = format!("{indent}{INDENT}");
            let lines: Vec<_> = arguments(inner)
                .map(|argument| typed(&deeper, "", argument))
                .collect();
            format!("{indent}{before}{outer}<\n{}\n{indent}>,", lines.join("\n"))
        }
        _ => format!("{indent}{line}"),
    }
}

/// The parts between the commas that stand outside all angle brackets.
fn arguments(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    list.split(move |letter| {
        match letter {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == ',' && depth == 0
    })
    .map(str::trim)
}

fn fits(indent: &str, code: &str) -> bool {
    indent.chars().count() + code.chars().count() <= WIDTH
}

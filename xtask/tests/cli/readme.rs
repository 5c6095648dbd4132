//! The commands of README.md, run in the order written, and its files, built.
//!
//! The publisher's document, which a file stands in for in `curl`, and the published repository are of a few
//! lines, so that no test depends on a network or on what lies in `definitions/`. With `DEFINITIONS_CORPUS` and
//! `DEFINITIONS_PAGES`, the repository is the published one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tests::corpus::{self, Copy};
use tests::readme::part;

/// The shell's own functions: the commands' paths, and stand-ins for what is missing.
const SHELL: &str = r#"
cargo() {
    case "$1" in
        xtask) shift; "$XTASK" "$@" ;;
        test) ;; # It is running.
        *) command "$CARGO" "$@" ;;
    esac
}
curl() {
    cp ../published.json "$2" # The next call gets the next edition.
    cp ../update.json ../published.json
}
git() {
    case "$1" in
        clone) ;;
        *) command git "$@" ;;
    esac
}
"#;

const PAGE: &str = "\
# `RoutingAPI` Class

## Methods

- [`getRoutingQueues`](#getroutingqueues) - Get list of queues.

### `getRoutingQueues`

Get list of queues.

#### Endpoint

`GET /api/v2/routing/queues`

#### Parameters

- `query` - **(object)** The query
- `query.pageSize` - **(number, optional)** Page size

#### Returns

A promise

| HTTP Status Code | Returned type | Description |
|---|---|---|
| `200` | [QueueEntityListing](../definitions/queueentitylisting-definition.md) | successful |
";

const LISTING: &str = "\
| entities | [`Queue[]`](queue-definition.md) | No |  |
| pageSize | `number` | No |  |
| total | `number` | No |  |
";

const QUEUE: &str = "\
| id | `string` | No |  |
| name | `string` | No |  |
| memberCount | `number` | No |  |
| skillEvaluationMethod | `string` | No |  |
| route | [`InboundRoute`](inboundroute-definition.md) | No |  |
";

const ROUTE: &str = "| pattern | `string` | Yes |  |\n";

/// The document of the same definitions and page.
const DOCUMENT: &str = r##"{
  "swagger": "2.0",
  "info": {"title": "Platform API", "version": "v2"},
  "tags": [{"name": "Routing"}],
  "paths": {"/api/v2/routing/queues": {"get": {
    "tags": ["Routing"], "summary": "Get list of queues.", "operationId": "getRoutingQueues",
    "parameters": [{"name": "pageSize", "in": "query", "required": false, "type": "integer", "description": "Page size"}],
    "responses": {"200": {"description": "successful", "schema": {"$ref": "#/definitions/QueueEntityListing"}}}
  }}},
  "definitions": {
    "QueueEntityListing": {"properties": {
      "entities": {"type": "array", "items": {"$ref": "#/definitions/Queue"}},
      "pageSize": {"type": "integer", "format": "int32"},
      "total": {"type": "integer", "format": "int64"}
    }},
    "Queue": {"properties": {
      "id": {"type": "string"},
      "name": {"type": "string"},
      "memberCount": {"type": "integer", "format": "int32"},
      "skillEvaluationMethod": {"type": "string"},
      "route": {"$ref": "#/definitions/InboundRoute"}
    }},
    "InboundRoute": {"required": ["pattern"], "properties": {"pattern": {"type": "string"}}}
  }
}
"##;

/// In place of the HTTP client, which only programs depend on: it answers the request that the program makes.
const CLIENT: &str = r##"
use http::{Request, Response};

pub struct Body(&'static str);

impl Body {
    pub fn read_to_vec(&mut self) -> Result<Vec<u8>, std::convert::Infallible> {
        Ok(self.0.as_bytes().to_owned())
    }
}

pub fn run(request: Request<Vec<u8>>) -> Result<Response<Body>, std::convert::Infallible> {
    assert_eq!(request.uri(), "https://api.mypurecloud.ie/api/v2/routing/queues");
    assert_eq!(request.headers()["authorization"], "Bearer A-secret");
    Ok(Response::new(Body(r#"{"entities": [{"id": "A", "name": "Support", "memberCount": 12}], "total": 1}"#)))
}
"##;

/// A folder with all that README.md speaks of; it is kept from run to run, because builds take long.
struct Place {
    root: PathBuf,
}

impl Place {
    fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        for gone in ["api", "app", "models/definitions", "models/.git"] {
            drop(fs::remove_dir_all(root.join(gone)));
        }
        drop(Copy::new(&root.join("models")).expect("the crate can be copied"));
        let place = Self { root };
        place.write("models/.gitignore", "target\n");
        place.define("models/definitions", "Old", "| id | `string` | No |  |\n");
        place.write("published.json", DOCUMENT);
        let mood = "\"id\": {\"type\": \"string\"}, \"mood\": {\"type\": \"string\"}";
        let update = DOCUMENT.replacen("\"id\": {\"type\": \"string\"}", mood, 1);
        place.write("update.json", &update);
        place.write("responses/queues.json", r#"{"entities": [{"id": "A"}]}"#);
        place.write("token", "A-secret\n");
        place.write("ureq/src/lib.rs", CLIENT);
        let package =
            "[package]\nname = \"ureq\"\nversion = \"3.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
        place.write(
            "ureq/Cargo.toml",
            &format!("{package}\n[dependencies]\nhttp = \"1\"\n"),
        );
        place.run("git init -q -b main && git add --all && git commit -qm 'As cloned'");
        place
    }

    fn write(&self, path: &str, text: &str) {
        corpus::write(&self.root.join(path), text.as_bytes()).expect("it can be written");
    }

    fn define(&self, folder: &str, name: &str, rows: &str) {
        let path = format!("{folder}/{}-definition.md", name.to_lowercase());
        self.write(&path, &tests::folder::definition(name, rows));
    }

    /// Runs a command in the workspace and returns its output.
    fn run(&self, command: &str) -> String {
        let models = self.root.join("models");
        let output = Command::new("sh")
            .args(["-c", &format!("{SHELL}\n{command}")])
            .current_dir(&models)
            .env("XTASK", env!("CARGO_BIN_EXE_xtask"))
            .env("CARGO", env!("CARGO"))
            .env("CARGO_MANIFEST_DIR", models.join("xtask"))
            .env("CARGO_TARGET_DIR", self.root.with_file_name("target"))
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), "reader")))
            .envs(
                ["AUTHOR", "COMMITTER"]
                    .map(|who| (format!("GIT_{who}_EMAIL"), "reader@example.org")),
            )
            .output()
            .expect("there is a shell");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "$ {command}\n{printed}{errors}");
        printed
    }

    /// Runs all commands in console blocks and compares their output with the text.
    fn read(&self, text: &str) {
        for block in blocks(text, "console") {
            for command in block.split("$ ").skip(1) {
                let (command, expected) = command.split_once('\n').expect("a line ends");
                let output = self.run(command);
                assert!(
                    matches(&output, expected),
                    "$ {command}\n{output}\n{expected}"
                );
            }
        }
    }

    /// Writes the program, which depends on the models by a line of a manifest, and runs it.
    fn program(&self, way: &str) {
        let text = readme();
        let place = format!("file://{}", self.root.join("models").display());
        let way = way.replace("https://example.org/your/fork", &place);
        let manifest = blocks(part(&text, "program"), "toml").concat();
        let lines = manifest.lines().map(|line| match line.split_once(" = ") {
            Some(("generated", _)) => way.clone(),
            Some(("ureq", _)) => "ureq = { path = \"../ureq\" }".to_owned(),
            _ => line.to_owned(),
        });
        let dependencies = lines.collect::<Vec<_>>().join("\n");
        let package =
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n";
        self.write("app/Cargo.toml", &format!("{package}{dependencies}\n"));
        let program = blocks(part(&text, "program"), "rust").concat();
        let name = way.split(" = ").next().expect("it has a name");
        let program = program.replace("generated::", &format!("{name}::"));
        self.write("app/src/main.rs", &program);
        self.run("cp Cargo.lock ../app/");
        self.read(part(&text, "program"));
    }
}

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("README.md");
    fs::read_to_string(path).expect("there is a README.md")
}

/// The fenced blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let blocks = text.split(&fence).skip(1);
    let blocks = blocks.filter_map(|rest| rest.split("```\n").next());
    blocks.map(str::to_owned).collect()
}

/// Returns `true` if the lines are those expected; `…` stands for anything.
fn matches(output: &str, expected: &str) -> bool {
    let fits = |(output, expected): (&str, &str)| {
        let mut rest = Some(output);
        for part in expected.split('…') {
            rest = rest
                .and_then(|rest| rest.split_once(part))
                .map(|(_, rest)| rest);
        }
        rest.is_some()
    };
    let lines = expected.lines().count();
    expected.is_empty()
        || output.lines().count() >= lines && output.lines().zip(expected.lines()).all(fits)
}

/// Follows README.md from the clone to the review.
fn follow(place: &Place) {
    let text = readme();
    let marks = ["program", "overrides", "depend"];
    let [program, overrides, depend] = marks.map(|name| {
        let mark = format!("<!-- {name} -->");
        text.find(&mark).expect("README.md has the part")
    });
    place.read(&text[..program]);
    let manifest = blocks(part(&text, "program"), "toml").concat();
    let mut lines = manifest.lines();
    let way = lines.find(|line| line.starts_with("generated = "));
    place.program(way.expect("it names the models"));
    place.read(&text[program..overrides]);
    let entries = blocks(part(&text, "overrides"), "toml").concat();
    place.write("models/definitions/overrides.toml", &entries);
    place.read(&text[overrides..depend]);
    let ways = blocks(part(&text, "depend"), "toml").concat();
    ways.lines().for_each(|way| place.program(way));
    place.read(&text[depend..]);
}

#[test]
fn a_reader_gets_from_the_clone_to_the_review() {
    let place = Place::new("readme");
    place.write("api/docs/classes/routing-api.md", PAGE);
    place.define("api/docs/definitions", "QueueEntityListing", LISTING);
    place.define("api/docs/definitions", "Queue", QUEUE);
    place.define("api/docs/definitions", "InboundRoute", ROUTE);
    follow(&place);

    // A fork sets the package's name in one place.
    let manifest = place.root.join("models/generated/Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("there is one");
    let named = text.replacen("name = \"generated\"", "name = \"acme\"", 1);
    fs::write(&manifest, named).expect("it can be written");
    let features = match tests::THOROUGH {
        true => "--all-features",
        false => "--features operations",
    };
    place.run(&format!(
        "cargo check --quiet {features} --all-targets && git commit -qam 'Rename'"
    ));
    let text = readme();
    let ways = blocks(part(&text, "depend"), "toml").concat();
    let way = ways.lines().find(|line| line.contains("package = "));
    let way = way.expect("one has a name of its own");
    place.program(&way.replace("package = \"generated\"", "package = \"acme\""));
}

#[test]
#[cfg_attr(
    not(all(corpus, pages)),
    ignore = "DEFINITIONS_CORPUS or DEFINITIONS_PAGES is unset"
)]
fn the_published_definitions_can_be_the_second_way() {
    let place = Place::new("readme-of-the-corpus");
    let (definitions, pages) = (corpus::folder(), corpus::pages_folder());
    for (from, to) in [(&definitions, "definitions"), (&pages, "classes")] {
        let to = place.root.join("api/docs").join(to);
        fs::create_dir_all(&to).expect("a folder can be made");
        for file in fs::read_dir(from).expect("the folder can be listed") {
            let file = file.expect("the folder can be listed");
            fs::copy(file.path(), to.join(file.file_name())).expect("it can be copied");
        }
    }
    follow(&place);
}

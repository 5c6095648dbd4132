//! The messages of an import about files and overrides that an update leaves behind.

use crate::import::{import, last_line, published};
use tests::folder::definition;

use crate::support::{assert_contains, assert_ends, assert_starts};

#[test]
fn what_is_no_longer_reached_is_removed_only_on_request() {
    let folder = published();
    import(&folder, &["--root", "Call", "--root", "Flow"]);
    folder.write("definitions/roots.txt", "Call\n");
    let run = import(&folder, &[]);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert!(last_line(&run).ends_with("1 reached by no root; nothing to do"));
    let dry = import(&folder, &["--dry-run"]);
    assert_starts(
        &dry.stdout,
        "\
1 file is reached by no root; `--prune` removes such files, `--root NAME` keeps them up to date:
  flow-definition.md
",
    );
    assert_eq!(folder.names("definitions").len(), 4 + 2);

    let dry = import(&folder, &["--prune", "--dry-run"]);
    assert_starts(
        &dry.stdout,
        "removed             flow-definition.md\nNo running program fails; 1 change affects only code · ",
    );
    assert!(last_line(&dry).contains("1 removed"));
    assert_eq!(folder.names("definitions").len(), 4 + 2);

    let run = import(&folder, &["--prune"]);
    assert!(last_line(&run).ends_with("1 removed; next, run `cargo xtask regen`"));
    assert_eq!(folder.names("definitions").len(), 3 + 2);
}

#[test]
fn definitions_of_our_own_stay_and_what_they_link_to_comes() {
    let folder = published();
    folder.write_linked("definitions", &[("Ours", &["FlowStep"])]);
    let before = folder.read("definitions/ours-definition.md");
    let run = import(&folder, &["--root", "Call", "--prune"]);
    assert_contains(
        &run.stdout,
        "1 file is left alone, because FROM has no file of that name\n",
    );
    let dry = import(&folder, &["--dry-run"]);
    assert!(dry.stdout.contains("of that name:\n  ours-definition.md\n"));
    assert_eq!(folder.read("definitions/ours-definition.md"), before);
    assert_eq!(folder.names("definitions").len(), 3 + 2 + 1 + 2);
}

#[test]
fn what_is_gone_over_there_but_still_linked_to_is_singled_out() {
    let folder = published();
    folder.write_linked("definitions", &[("Ours", &[])]);
    import(&folder, &["--all"]);
    std::fs::remove_file(folder.path("from/member-definition.md")).expect("it was there");
    for arguments in [&[][..], &["--dry-run"], &["--prune"]] {
        let run = import(&folder, arguments);
        assert_starts(
            &run.stdout,
            "gone from FROM, still linked to by `Queue`: member-definition.md\n",
        );
        assert!(last_line(&run).contains("4 unchanged, 1 gone from FROM but still linked to; "));
        assert!(!run.stdout.contains("  member"), "{}", run.stdout);
    }
    assert_eq!(folder.names("definitions").len(), 5 + 1 + 2);
}

#[test]
fn nothing_is_removed_that_overrides_are_about() {
    let folder = published();
    let names = ["Flow", "FlowStep", "Call", "Queue", "Member"];
    for name in names {
        let rows = "| n | `number` | No | |\n";
        let file = format!("from/{}-definition.md", name.to_lowercase());
        folder.write(&file, &definition(name, rows));
    }
    import(&folder, &["--all"]);
    let entries = names.map(|name| format!("[definitions.{name}]\nn = \"i64\"\n"));
    folder.write("definitions/overrides.toml", &entries.concat());
    folder.write("definitions/roots.txt", "Flow\n");
    let before = folder.names("definitions");

    let run = import(&folder, &["--prune"]);
    let expected = "\
error: `--prune` would leave a folder that cannot be regenerated
4 entries of the overrides would be outdated:
  definitions/overrides.toml:3: there is no definition `FlowStep`
  definitions/overrides.toml:5: there is no definition `Call`
  definitions/overrides.toml:7: there is no definition `Queue`
  and 1 more
import without `--prune`, fix these entries, and prune then; nothing was written
";
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert_eq!(run.stderr, expected);
    let dry = import(&folder, &["--prune", "--dry-run"]);
    assert_eq!((dry.code, dry.stderr.as_str()), (Some(2), expected));
    assert_ends(
        &dry.stdout,
        "  definitions/overrides.toml:9: there is no definition `Member`\n",
    );
    assert_eq!(folder.names("definitions"), before);

    folder.write("definitions/overrides.toml", &entries[0]);
    assert!(last_line(&import(&folder, &["--prune"])).contains("4 removed"));
}

#[test]
fn what_was_written_is_listed_and_long_lists_are_folded() {
    let folder = published();
    let run = import(&folder, &["--root", "Flow"]);
    assert_starts(
        &run.stdout,
        "new           84 B  flow-definition.md\nNo running program fails",
    );
    for number in 0..120 {
        folder.write_linked("from", &[(&format!("A{number:03}"), &[])]);
    }
    let rows = "| n | `number` | No | |\n";
    folder.write("from/flow-definition.md", &definition("Flow", rows));
    for (arguments, shown) in [(&["--all", "--dry-run"][..], 100), (&["--all"], 40)] {
        let run = import(&folder, &[arguments, &["--overwrite"]].concat());
        let first = run.stdout.lines().next().unwrap_or_default();
        assert_ends(first, "  flow-definition.md");
        let rest = run.stdout.lines().nth(shown).unwrap_or_default();
        assert_eq!(rest, format!("  and {} more", 125 - shown));
    }
}

#[test]
fn overrides_that_an_update_leaves_behind_do_not_stop_it() {
    let folder = published();
    let overrides = "[definitions.Flow]\nlength = \"i64\"\n";
    folder.write("definitions/overrides.toml", overrides);
    let dry = import(&folder, &["--root", "Flow", "--dry-run"]);
    assert_contains(
        &dry.stdout,
        "\
1 entry of the overrides would be outdated:
  definitions/overrides.toml:2: `Flow` has no property `length`
",
    );
    let run = import(&folder, &["--root", "Flow"]);
    let expected = "next, fix 1 entry of the overrides, which `cargo xtask regen` shows";
    assert!(last_line(&run).ends_with(expected), "{}", run.stdout);

    folder.write("definitions/overrides.toml", "[definitions.Flow\n");
    let run = import(&folder, &["--root", "FlowStep"]);
    run.fails("overrides-syntax");
}

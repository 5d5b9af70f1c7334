//! A mistake of shiori's own: told in Japanese, with what to send to whom, and never as `exit 101`.
//!
//! Nothing is put in place before everything is written (`output::write`), so a run that ends here has changed no site.

use std::io::Write as _;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::process::ExitCode;

/// Runs a command. Where it panics, people are told what to do, and the exit code says that it could not be carried out.
pub(super) fn guarded(command: impl FnOnce() -> ExitCode) -> ExitCode {
    let before = panic::take_hook();
    panic::set_hook(Box::new(|info| {
        // Nobody may be listening any more, and a panic inside a panic would end in an abort.
        let _ = std::io::stderr().write_all(told(info).as_bytes());
    }));
    let ended = panic::catch_unwind(AssertUnwindSafe(command));
    panic::set_hook(before);
    ended.unwrap_or(ExitCode::from(2))
}

fn told(info: &PanicHookInfo) -> String {
    let place = info.location().map(|place| format!("{}:{}", place.file().replace('\\', "/"), place.line())).unwrap_or_default();
    let words = info.payload_as_str().unwrap_or("（言葉のない中断）");
    report(words, &place)
}

/// The letter to those who look after shiori. What was typed is left to the sender: it may name people and places.
fn report(words: &str, place: &str) -> String {
    format!(
        "\nshiori の中で、思わぬことが起きて止まりました。あなたの書いたもののせいではありません。\n\
         公開ずみのサイトと content フォルダーは、前のままです。\n\n\
         お手数ですが、つぎの 3 行と、打ったコマンド、直前に書き直したファイルを、\n\
         shiori を用意した担当の人（町の中にいなければ、shiori を受け取ったところ）に送ってください。\n\
         送る前に、外に出せない名前や番号が入っていないかを見てください。\n\n\
         \u{20} 版: shiori {} ({}-{})\n  所: {place}\n  文: {words}\n\n\
         直前の書き直しを元に戻すと、そのあいだも続けられることがあります。\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
    )
}

#[cfg(test)]
mod tests {
    use std::process::ExitCode;

    use super::{guarded, report};

    #[test]
    fn a_panic_ends_as_a_command_that_could_not_be_carried_out() {
        let code = |code: ExitCode| format!("{code:?}");
        assert_eq!(code(guarded(|| panic!("a stone on the way"))), code(ExitCode::from(2)));
        assert_eq!(code(guarded(|| ExitCode::from(1))), code(ExitCode::from(1)));
    }

    #[test]
    fn what_is_told_says_what_to_send_and_that_nothing_is_lost() {
        let told = report("index out of bounds", "src/site/mod.rs:7");
        for part in [
            "公開ずみのサイトと content フォルダーは、前のままです",
            "版: shiori ",
            "所: src/site/mod.rs:7",
            "文: index out of bounds",
            "送ってください",
        ] {
            assert!(told.contains(part), "{told}");
        }
    }
}

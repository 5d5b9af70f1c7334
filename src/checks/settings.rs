//! What a site must say of itself before it can be put online.

use crate::diagnostics::{Code, Diagnostic, Sink};
use crate::site::Site;

pub(super) fn check(site: &Site, sink: &mut Sink) {
    let Some(url) = &site.settings.base_url else { return };
    let host = url.split("//").nth(1).and_then(|rest| rest.split(['/', ':']).next()).unwrap_or("");
    // RFC 2606 reserves these names for examples; nobody will ever reach them.
    let reserved = ["example.com", "example.org", "example.net", "example.jp"];
    if host.ends_with(".example") || reserved.iter().any(|name| host == *name || host.ends_with(&format!(".{name}"))) {
        sink.push(
            Diagnostic::warning(Code::PlaceholderAddress, format!("サイトのアドレスが見本のまま（{host}）です"))
                .at(url.span, "base_url")
                .help("公開する前に、本当のアドレスに直してください。リーフレットの QR コードはこのアドレスを指します"),
        );
    }
}

//! A comfort and a field that say the same do not contradict each other.

use crate::diagnostics::{At, Code, Diagnostic, Sink};
use crate::model::fee::Fee;
use crate::model::resource::Resource;
use crate::model::venue::Booking;
use crate::site::Site;
use crate::site::comfort::{FREE, NO_RESERVATION};

pub(super) fn check(site: &Site, sink: &mut Sink) {
    for entry in &site.entries {
        let resource = &entry.resource;
        if let (Some(comfort), Some(fee)) = (written(resource, FREE), &resource.fee)
            && entry.fee != Fee::Free
        {
            sink.push(
                Diagnostic::warning(Code::ComfortContradiction, format!("安心ポイントの「無料」と、料金の「{fee}」が合いません"))
                    .at(comfort.span, "ここには無料とあります")
                    .help("お金がかかることがあるなら、この id を消してください。「無料」でさがす人には出しません"),
            );
        }
        let is_needed = resource.reservation.as_ref().is_some_and(|reservation| reservation.needed == Booking::Yes);
        if let Some(comfort) = written(resource, NO_RESERVATION).filter(|_| is_needed) {
            sink.push(
                Diagnostic::warning(Code::ComfortContradiction, "安心ポイントに「予約はいりません」とあり、予約の欄には必要とあります")
                    .at(comfort.span, "ここには、いらないとあります")
                    .help("どちらかを直してください。いまは、予約が必要なものとして出します"),
            );
        }
    }
}

fn written<'a>(resource: &'a Resource, id: &str) -> Option<&'a At<String>> {
    resource.comforts.iter().find(|comfort| comfort.value == id)
}

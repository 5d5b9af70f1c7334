//! What a field and a comfort say of the same thing: 「無料」 by `fee`, 「予約はいりません」 by `reservation`.
//!
//! An entry has such a comfort by either. Where the two contradict each other the field counts, which says more: nobody is told
//! that a place is free of charge when its fee has a sum in it.

use crate::model::fee::Fee;
use crate::model::resource::Resource;
use crate::model::venue::Booking;
use crate::model::vocabulary::Term;

/// The comfort of what costs nothing.
pub const FREE: &str = "free";
/// The comfort of what needs no booking.
pub const NO_RESERVATION: &str = "no-reservation";

/// What an entry costs, by its fee, else by its comfort.
pub fn fee(resource: &Resource) -> Fee {
    match resource.fee.as_deref().map(Fee::read).unwrap_or_default() {
        Fee::Unsaid if has(resource, FREE) => Fee::Free,
        fee => fee,
    }
}

/// The comforts that are written, with those that the fields say and without those that they deny.
pub fn comforts(mut written: Vec<usize>, resource: &Resource, fee: Fee, terms: &[Term]) -> Vec<usize> {
    let mut set = |id: &str, holds: Option<bool>| {
        let Some(term) = terms.iter().position(|term| term.id.value == id) else { return };
        match holds {
            Some(true) if !written.contains(&term) => written.push(term),
            Some(false) => written.retain(|other| *other != term),
            _ => {}
        }
    };
    set(FREE, (fee != Fee::Unsaid).then_some(fee == Fee::Free));
    set(
        NO_RESERVATION,
        resource.reservation.as_ref().and_then(|reservation| match reservation.needed {
            Booking::No => Some(true),
            Booking::Yes => Some(false),
            Booking::Recommended => None,
        }),
    );
    written
}

fn has(resource: &Resource, id: &str) -> bool {
    resource.comforts.iter().any(|comfort| comfort.value == id)
}

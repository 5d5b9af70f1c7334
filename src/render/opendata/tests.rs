//! What every file must hold to, whatever the content says, is in the suite; here is what needs no site.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::content::RESOURCE_KEYS;
use crate::model::accessibility::FEATURES;
use crate::model::standard::{FACILITY, FACILITY_FEATURES, prefecture};
use crate::render::opendata::json::SCHEMA;

#[test]
fn the_schema_knows_every_public_field_of_a_resource() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let known = &schema["$defs"]["resource"]["properties"];
    // Not published: what is for the office, and what only leaflets need.
    let private = ["venue", "visibility", "staff_note", "leaflet"];
    for key in RESOURCE_KEYS.iter().filter(|key| !private.contains(key)) {
        assert!(known.get(*key).is_some(), "{key}");
    }
    assert!(private.iter().all(|key| known.get(*key).is_none()));
    FEATURES.iter().for_each(|feature| assert!(known["accessibility"]["properties"].get(feature.key).is_some(), "{}", feature.key));
}

#[test]
fn the_columns_of_the_standard_are_each_once() {
    assert_eq!(FACILITY.iter().collect::<BTreeSet<_>>().len(), 56);
    assert!(FACILITY_FEATURES.iter().all(|key| FEATURES.iter().any(|feature| feature.key == *key)));
    assert_eq!(prefecture("272329"), Some("大阪府"));
    assert_eq!(prefecture("472018"), Some("沖縄県"));
    assert_eq!(prefecture("002018"), None);
}

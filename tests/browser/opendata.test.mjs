// The open data, held against the rules of those who will read it: HSDS, GeoJSON (RFC 7946), our own schema.

import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { REPOSITORY, shiori } from "./lib/shiori.mjs";
import { PUBLIC } from "./lib/site.mjs";

const MAP = join(REPOSITORY, "tests", "fixtures", "map", "content");

const json = async (path) => JSON.parse(await readFile(path, "utf8"));

/** Why a value does not fit a schema, as lines; none where it does. */
function problems(ajv, schema, value) {
  const fits = addFormats(ajv).compile(schema);
  return fits(value) ? [] : fits.errors.map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}

const strict = () => new Ajv2020({ allErrors: true, strict: true });

describe("open data fits the rules of its readers", () => {
  let placed;
  before(async () => {
    // The town in the sea has positions, which nobody has stated for this repository's places.
    placed = await mkdtemp(join(tmpdir(), "shiori-opendata-"));
    await shiori(["build", "--date", "2026-11-21", "--content", MAP, "--output", placed]);
  });
  after(async () => {
    if (placed) await rm(placed, { recursive: true });
  });

  const sites = { "this repository's content": () => PUBLIC, "a town with positions": () => placed };
  for (const [site, folder] of Object.entries(sites)) {
    it(`HSDS 3.0, ${site}`, async () => {
      const schema = await json(join(REPOSITORY, "tests", "fixtures", "hsds", "services.schema.json"));
      const services = await json(join(folder(), "opendata", "hsds.json"));
      assert.ok(services.contents.length > 0);
      assert.deepEqual(problems(strict(), schema, services), []);
      const ids = services.contents.map((service) => service.id);
      assert.equal(new Set(ids).size, ids.length);
      assert.equal(services.total_items, ids.length);
    });

    it(`our own schema, ${site}`, async () => {
      const schema = await json(join(folder(), "opendata", "resources.schema.json"));
      assert.deepEqual(problems(strict(), schema, await json(join(folder(), "opendata", "resources.json"))), []);
    });

    it(`GeoJSON, ${site}`, async () => {
      const schema = createRequire(import.meta.url)("geojson-schema/FeatureCollection.json");
      const places = await json(join(folder(), "opendata", "places.geojson"));
      assert.deepEqual(problems(new Ajv({ allErrors: true, strict: false }), schema, places), []);
    });
  }

  it("positions are in the order of GeoJSON, longitude first", async () => {
    const { features } = await json(join(placed, "opendata", "places.geojson"));
    assert.ok(features.length > 0);
    for (const { geometry } of features) assert.ok(geometry.coordinates[0] > 120 && geometry.coordinates[1] < 50, JSON.stringify(geometry));
  });

  it("a wrong file is found out", async () => {
    const schema = await json(join(REPOSITORY, "tests", "fixtures", "hsds", "services.schema.json"));
    const services = await json(join(placed, "opendata", "hsds.json"));
    const [service] = services.contents;
    service.id = "place-1";
    service.status = "open";
    service.phones = [{ id: service.id, extension: "2206" }];
    assert.ok(problems(strict(), schema, services).length >= 4);
  });

  it("the schemas for editors are schemas", async () => {
    const folder = await mkdtemp(join(tmpdir(), "shiori-schema-"));
    try {
      await shiori(["schema", "--output", folder]);
      const files = (await readdir(folder)).filter((file) => file.endsWith(".json"));
      assert.ok(files.length >= 6, files.join());
      for (const file of files) addFormats(new Ajv2020({ strict: true, allowUnionTypes: true })).compile(await json(join(folder, file)));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

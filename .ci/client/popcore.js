// Leads the whole life of life.js with the vendor's older JavaScript client, which signs in the older style.
// usage: popcore.js http://127.0.0.1:PORT, with the environment that slbconform serve -write-env wrote.
const Core = require("@alicloud/pop-core");
const life = require("./life.js");

const endpoint = process.argv[2];
const client = new Core({
  accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
  accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  endpoint,
  apiVersion: "2014-05-15",
});

life((action, parameters) => client.request(action, { RegionId: "cn-hangzhou", ...parameters }, { method: "POST" }), endpoint).then(
  (held) => console.log(`${held} expectations of a life with pop-core held`),
  (err) => { console.error(err); process.exit(1); },
);

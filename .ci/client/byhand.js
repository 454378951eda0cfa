// Drives a served mock in the older style, signed by hand with nothing but Node's own library: parameters in the query,
// in a form and in both, characters that encoders disagree about, JSON and XML. usage: byhand.js http://127.0.0.1:PORT,
// with the environment that slbconform serve -write-env wrote.
const assert = require("node:assert");
const { createHmac, randomUUID } = require("node:crypto");

const endpoint = process.argv[2];
const { ALIBABA_CLOUD_ACCESS_KEY_ID: id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret } = process.env;
const form = { "Content-Type": "application/x-www-form-urlencoded" };
let held = 0;

const percent = (s) => encodeURIComponent(s).replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
const encoded = (params) => params.map(([name, value]) => percent(name) + "=" + percent(value)).join("&");

function signed(method, params, key = secret) {
  const all = Object.entries({
    Action: "DescribeLoadBalancers", Version: "2014-05-15", RegionId: "cn-hangzhou", Format: "JSON", AccessKeyId: id,
    SignatureMethod: "HMAC-SHA1", SignatureVersion: "1.0", SignatureType: "", SignatureNonce: randomUUID(),
    Timestamp: new Date().toISOString().replace(/\.\d+Z$/, "Z"), ...params,
  }).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = `${method}&%2F&${percent(encoded(all))}`;
  return [...all, ["Signature", createHmac("sha1", key + "&").update(text).digest("base64")]];
}

async function answered(status, what, query, init) {
  const answer = await fetch(`${endpoint}/?${query}`, init);
  const body = await answer.text();
  assert.strictEqual(answer.status, status, `${what}: ${body}`);
  held++;
  return body;
}

async function main() {
  for (const name of ["a b+c", "~*!'()", "a;b&c=d%", "服务器 é", "😀", '"<\\>']) {
    const query = signed("GET", { OwnerAccount: name }), body = signed("POST", { OwnerAccount: name });
    await answered(200, `query, ${name}`, encoded(query));
    await answered(200, `query as forms write it, ${name}`, new URLSearchParams(signed("GET", { OwnerAccount: name })));
    await answered(200, `form, ${name}`, "", { method: "POST", headers: form, body: encoded(body) });
    const parts = signed("POST", { OwnerAccount: name });
    await answered(200, `query and form, ${name}`, encoded(parts.slice(0, 5)), { method: "POST", headers: form, body: encoded(parts.slice(5)) });
  }
  const list = await answered(200, "XML", encoded(signed("GET", { Format: "XML" })));
  assert.match(list, /<DescribeLoadBalancersResponse>.*<LoadBalancerId>lb-bp1mockshared<\/LoadBalancerId>/s);
  const refusal = await answered(400, "a wrong secret, XML", encoded(signed("GET", { Format: "XML" }, "wrong")));
  assert.match(refusal, /<Error>.*<Code>SignatureDoesNotMatch<\/Code>.*<\/Error>/s);
  const once = encoded(signed("GET", {}));
  await answered(200, "a nonce", once);
  assert.match(await answered(400, "the same nonce", once), /"SignatureNonceUsed"/);
}

main().then(
  () => console.log(`${held} expectations of a client that signs by hand held`),
  (err) => { console.error(err); process.exit(1); },
);

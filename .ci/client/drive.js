// Drives a served mock with the vendor's JavaScript client, which shares no line with the Go SDK: it signs, sets up,
// succeeds and provokes documented errors. usage: drive.js http://127.0.0.1:PORT, with the environment that
// slbconform serve -write-env wrote.
const assert = require("node:assert");
const { default: Client, Config, OpenApiRequest, Params } = require("@alicloud/openapi-client");
const { RuntimeOptions } = require("@alicloud/tea-util");
const life = require("./life.js");

const endpoint = new URL(process.argv[2]);
const region = { RegionId: "cn-hangzhou" };
let held = 0;

function clientWith(secret) {
  return new Client(new Config({
    accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret: secret,
    endpoint: endpoint.host,
    protocol: endpoint.protocol.replace(":", ""),
  }));
}

const client = clientWith(process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET);

async function call(action, query, { form = false, by = client, method = "POST" } = {}) {
  const params = new Params({
    action, version: "2014-05-15", protocol: endpoint.protocol.replace(":", ""), pathname: "/", method,
    authType: "AK", style: "RPC", reqBodyType: "formData", bodyType: "json",
  });
  const all = { ...region, ...query };
  const request = new OpenApiRequest(form ? { body: all } : { query: all });
  return (await by.callApi(params, request, new RuntimeOptions({ readTimeout: 5000, connectTimeout: 5000 }))).body;
}

async function refused(code, status, promise) {
  await assert.rejects(promise, (err) => {
    assert.strictEqual(err.code, code);
    assert.strictEqual(err.data.statusCode ?? err.statusCode, status);
    assert.ok(err.data.RequestId && err.data.HostId, "the envelope carries RequestId and HostId");
    return true;
  });
  held++;
}

async function main() {
  const lb = await call("CreateLoadBalancer", { AddressType: "intranet", VpcId: "vpc-bp1mockmain", VSwitchId: "vsw-bp1mockmain" });
  const group = await call("CreateVServerGroup", { LoadBalancerId: lb.LoadBalancerId, VServerGroupName: "from-javascript" });
  const VServerGroupId = group.VServerGroupId;
  const add = (servers, how) => call("AddVServerGroupBackendServers", { VServerGroupId, BackendServers: JSON.stringify(servers) }, how);
  const eni = { ServerId: "eni-bp1mockfirst", Type: "eni" };

  for (const [Port, how] of [[80, {}], [81, { method: "GET" }], [82, { form: true }]]) {
    const answer = await add([{ ...eni, Port, Weight: "50" }], how);
    const added = answer.BackendServers.BackendServer.find((s) => s.Port === Port);
    assert.deepStrictEqual([added.ServerId, added.Weight, added.Type], [eni.ServerId, 50, "eni"]);
    held++;
  }
  await refused("BackendServer.InvalidType", 400, add([{ ...eni, Port: 90, Type: "vm" }]));
  await refused("ResourceNotFound.vServers", 404, add([{ ...eni, Port: 90, ServerId: "eni-notexist" }]));
  await refused("NetworkConflict", 400, add([{ ...eni, Port: 90, ServerId: "eni-bp1mockothervpc" }]));
  await refused("SystemBusy", 400, add([{ ...eni, Port: 90, ServerId: "eni-bp1mocksystembusy" }]));
  await refused("InvalidApi.NotFound", 404, call("DescribeNothing", {}));
  await refused("SignatureDoesNotMatch", 400, call("DescribeLoadBalancers", {}, { by: clientWith("wrong") }));

  const read = await call("DescribeVServerGroupAttribute", { VServerGroupId });
  assert.deepStrictEqual(read.BackendServers.BackendServer.map((s) => s.Port).sort(), [80, 81, 82]);
  held++;
  await call("DeleteVServerGroup", { VServerGroupId });
  await call("DeleteLoadBalancer", { LoadBalancerId: lb.LoadBalancerId });
  held += await life(call, endpoint.origin);
}

main().then(
  () => console.log(`${held} expectations of the JavaScript client held`),
  (err) => { console.error(err); process.exit(1); },
);

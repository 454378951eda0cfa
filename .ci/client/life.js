// The whole life of a Kubernetes Service's load balancer, as its controller leads it: everything is created, changed, read
// back, refused on order, kept from being deleted while it is in use, and deleted. call(action, parameters) is a client's.
const assert = require("node:assert");

module.exports = async function life(call, endpoint) {
  let held = 0;
  const same = (got, want) => { assert.deepStrictEqual(got, want); held++; };
  const refused = async (code, promise) => {
    await assert.rejects(promise, (err) => { assert.strictEqual(err.code, code); return true; });
    held++;
  };
  const control = async (method, path, body) => {
    const answer = await fetch(`${endpoint}/_slbconform/${path}`, { method, headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
    assert.strictEqual(answer.status, 200, await answer.clone().text());
    return answer.json();
  };

  const { LoadBalancerId } = await call("CreateLoadBalancer", { AddressType: "intranet", VpcId: "vpc-bp1mockmain", VSwitchId: "vsw-bp1mockmain" });
  await call("SetLoadBalancerName", { LoadBalancerId, LoadBalancerName: "k8s-service" });
  await call("TagResources", { ResourceType: "instance", "ResourceId.1": LoadBalancerId, "Tag.1.Key": "ack", "Tag.1.Value": "cluster-1" });
  const tagged = await call("DescribeLoadBalancers", { Tags: JSON.stringify([{ TagKey: "ack", TagValue: "cluster-1" }]) });
  same(tagged.LoadBalancers.LoadBalancer.map((l) => [l.LoadBalancerId, l.LoadBalancerName]), [[LoadBalancerId, "k8s-service"]]);

  const { server_ids: ids } = await control("POST", "servers", { count: 3 });
  const servers = (...list) => JSON.stringify(list.map(([i, Weight]) => ({ ServerId: ids[i], Port: "30080", Weight: String(Weight), Type: "eni" })));
  const { VServerGroupId } = await call("CreateVServerGroup", { LoadBalancerId, VServerGroupName: "k8s/80/web", BackendServers: servers([0, 100]) });
  await control("POST", "refuse", { code: "VServerGroupProcessing", action: "AddVServerGroupBackendServers", group: VServerGroupId });
  const add = () => call("AddVServerGroupBackendServers", { VServerGroupId, BackendServers: servers([1, 50], [2, 50]) });
  await refused("VServerGroupProcessing", add());
  await add();
  await call("SetVServerGroupAttribute", { VServerGroupId, VServerGroupName: "k8s/80/renamed", BackendServers: servers([1, 20]) });
  await call("RemoveVServerGroupBackendServers", { VServerGroupId, BackendServers: servers([2, 50]) });
  const group = await call("DescribeVServerGroupAttribute", { VServerGroupId });
  same([group.VServerGroupName, group.BackendServers.BackendServer.map((s) => s.ServerId).sort()], ["k8s/80/renamed", [ids[0], ids[1]]]);
  same((await control("GET", `groups/${VServerGroupId}`)).backend_servers.map((s) => s.weight).sort(), [100, 20]);

  await call("CreateLoadBalancerTCPListener", { LoadBalancerId, ListenerPort: 80, Bandwidth: -1, VServerGroupId });
  await call("StartLoadBalancerListener", { LoadBalancerId, ListenerPort: 80 });
  same((await call("DescribeLoadBalancerTCPListenerAttribute", { LoadBalancerId, ListenerPort: 80 })).Status, "running");
  await refused("RspoolVipExist", call("DeleteVServerGroup", { VServerGroupId }));
  await call("StopLoadBalancerListener", { LoadBalancerId, ListenerPort: 80 });
  await call("DeleteLoadBalancerListener", { LoadBalancerId, ListenerPort: 80 });
  await call("DeleteVServerGroup", { VServerGroupId });
  await call("DeleteLoadBalancer", { LoadBalancerId });
  same((await call("DescribeLoadBalancers", { LoadBalancerId })).LoadBalancers.LoadBalancer, []);

  const { calls } = await control("GET", "calls?action=AddVServerGroupBackendServers&last=2");
  same(calls.map((c) => c.code ?? ""), ["VServerGroupProcessing", ""]);
  return held;
};

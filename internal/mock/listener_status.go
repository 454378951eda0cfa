package mock

import "slices"

func (catalogue) DeleteLoadBalancerListener() Operation {
	return Operation{Required: []string{"LoadBalancerId", "ListenerPort"}, Rules: noSuchListener(""), Serve: deleteListener}
}

func (catalogue) StartLoadBalancerListener() Operation { return statusOperation("running") }

func (catalogue) StopLoadBalancerListener() Operation { return statusOperation("stopped") }

func statusOperation(status string) Operation {
	return Operation{Required: []string{"LoadBalancerId", "ListenerPort"}, Rules: noSuchListener(""), Serve: func(c *Call) Reply {
		c.listener("").status = status
		return succeed(nil)
	}}
}

func deleteListener(c *Call) Reply {
	l := c.listener("")
	c.lb.listeners = slices.DeleteFunc(c.lb.listeners, func(o *listener) bool { return o == l })
	return succeed(nil)
}

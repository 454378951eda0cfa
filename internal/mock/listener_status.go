package mock

import "slices"

func (catalogue) DeleteLoadBalancerListener() Operation {
	return Operation{Required: []string{"LoadBalancerId", "ListenerPort"}, Serve: deleteListener}
}

func (catalogue) StartLoadBalancerListener() Operation { return statusOperation("running") }

func (catalogue) StopLoadBalancerListener() Operation { return statusOperation("stopped") }

func statusOperation(status string) Operation {
	return Operation{Required: []string{"LoadBalancerId", "ListenerPort"}, Serve: func(c *Call) Reply {
		l, refused := c.listener(c.params.Get("ListenerProtocol"))
		if refused != nil {
			return *refused
		}
		l.status = status
		return succeed(nil)
	}}
}

func deleteListener(c *Call) Reply {
	l, refused := c.listener(c.params.Get("ListenerProtocol"))
	if refused != nil {
		return *refused
	}
	c.lb.listeners = slices.DeleteFunc(c.lb.listeners, func(o *listener) bool { return o == l })
	return succeed(nil)
}

package openapi

import (
	"fmt"

	"github.com/getkin/kin-openapi/openapi3"
)

// byGet ends the operationId of a call by GET: it is the call by POST without a body. It is added once the document was
// read and held against the standard, so that it is read once.
const byGet = "ByGet"

// callsByGet adds the same calls by GET to a document that was read.
func callsByGet(api *openapi3.T) {
	for _, item := range api.Paths.Map() {
		if item.Post == nil {
			continue // usable says so
		}
		get := *item.Post
		get.OperationID, get.RequestBody = item.Post.OperationID+byGet, nil
		item.Get = &get
	}
}

// writeCallsByGet adds them to the tree of a document.
func writeCallsByGet(tree node) {
	for _, value := range mapping(tree, "paths") {
		item, _ := value.(node)
		get := clone(mapping(item, "post"))
		get["operationId"] = fmt.Sprint(get["operationId"]) + byGet
		delete(get, "requestBody")
		item["get"] = get
	}
}

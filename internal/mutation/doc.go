// Package mutation shows that every check can fail: it breaks the mock in one place after the other and holds that the
// features notice, name the right rule, and say so by a sentence or by a node of the document. It also shows that they
// say no more than the documents do: of a mock that does the other lawful thing, and of an inventory that is wrong.
//
// All of it is test code: nothing that ships imports it.
package mutation

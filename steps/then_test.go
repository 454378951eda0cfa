package steps

import "testing"

// An operation is found by the name of its method, so that a file of its own is all that it needs.
func TestOperationsHaveWhatTheSentencesNeed(t *testing.T) {
	for _, o := range Operations() {
		if _, err := OperationNamed(o.Name); err != nil || o.Parameters == nil {
			t.Errorf("%q: %v", o.Name, err)
		}
		if o.Stores != nil && o.List == "" {
			t.Errorf("%s stores backend servers and names no list", o.Name)
		}
	}
	if _, err := OperationNamed("AddVServerGroupBackendServer"); err == nil {
		t.Error("an operation that there is not was found")
	}
}

// misnamed has a method that makes an operation of another name.
type misnamed struct{}

func (misnamed) DelVServerGroup() Operation { return Operation{Name: "DeleteVServerGroup"} }

func TestAMethodOfAnotherNameIsTold(t *testing.T) {
	const want = `steps: a file op_*.go has a method DelVServerGroup with Name: "DeleteVServerGroup", and both are the name of the operation`
	if _, err := namesOf(misnamed{}); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

package capture

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/fixtures"
)

// recordedAnswer is a file of the fixtures, with its body as it was written.
type recordedAnswer struct {
	fixtures.Answer
	file, action, outcome string
	body                  yaml.Node
}

func recordedAnswers(files fs.FS) ([]recordedAnswer, error) {
	found, err := fixtures.AnswerFiles(files)
	if err != nil {
		return nil, err
	}
	var out []recordedAnswer
	for _, f := range found {
		one := recordedAnswer{file: f.Path, action: f.Action, outcome: f.Outcome}
		var source struct {
			Body yaml.Node `yaml:"body"`
		}
		data, err := fs.ReadFile(files, f.Path)
		if err := errors.Join(err, yaml.Unmarshal(data, &one.Answer), yaml.Unmarshal(data, &source)); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Path, err)
		}
		one.body = source.Body
		out = append(out, one)
	}
	return out, nil
}

// fileFor is the file that an answer of the service belongs to: for a success the file "success"; for a refusal the only
// one with its code and message, else the one named like its code. why says why there is none; both are empty for an
// answer that is incomplete or not the API's.
func fileFor(answers []recordedAnswer, r *recording) (file, why string) {
	x := r.exchange()
	switch {
	case !x.Complete():
		return "", ""
	case x.Refusal() == nil && x.Succeeded():
		return fileNamed(answers, r, "success"), ""
	case code(x) == "":
		return "", "" // not an answer of the API
	}
	file, why = byWords(answers, r)
	if like := fileNamed(answers, r, code(x)); file == "" && like != "" {
		return like, ""
	}
	return file, why
}

// fileNamed is the file of an outcome that the action may answer with; "" for none.
func fileNamed(answers []recordedAnswer, r *recording, outcome string) string {
	for _, folder := range fixtures.Folders(r.call.Action) {
		for _, a := range answers {
			if a.action == folder && a.outcome == outcome {
				return a.file
			}
		}
	}
	return ""
}

// byWords is the only file of the action with the code and the message of a refusal; else why says what was found.
func byWords(answers []recordedAnswer, r *recording) (file, why string) {
	var said yaml.Node
	if err := yaml.Unmarshal([]byte(r.Response.Body), &said); err != nil || len(said.Content) != 1 {
		return "", fmt.Sprintf("its body is not JSON (%v)", err)
	}
	var coded, worded []string
	for _, a := range answers {
		if !slices.Contains(fixtures.Folders(r.call.Action), a.action) || !says(&a.body, said.Content[0], "Code") {
			continue
		}
		coded = append(coded, a.file)
		if says(&a.body, said.Content[0], "Message") {
			worded = append(worded, a.file)
		}
	}
	switch {
	case len(worded) == 1:
		return worded[0], ""
	case len(worded) > 1:
		return "", "several files have its code and words: " + bases(worded)
	case len(coded) > 0:
		return "", "of the files with its code none has its words: " + bases(coded)
	}
	return "", "no file has its code"
}

// says reports whether a member of a recorded body, its placeholders filled, can be what the service said there.
func says(recorded, said *yaml.Node, name string) bool {
	t, s := memberOf(recorded, name), memberOf(said, name)
	return t != nil && s != nil && (t.Value == s.Value || (&merging{}).fits(t.Value, s.Value))
}

func bases(files []string) string {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = path.Base(f)
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

package document

import (
	"io/fs"
	"path"
	"slices"

	"github.com/slbconform/slbconform/spec"
)

// belongs returns an error for a document of another operation, as far as that can be recognised, or of another version of
// the API.
func (p *Project) belongs(d *Document) error {
	if d.Operation != p.Operation.Name {
		return d.wrong("the document is of %s, the ledger of %s", d.Operation, p.Operation.Name)
	}
	if said := fromFileName(d.File).Operation; said != "" && said != d.Operation {
		if _, err := fs.Stat(p.Specs, said); err == nil {
			return d.wrong("the name of the file says %s, and the document is of %s", said, d.Operation)
		}
	}
	if v := p.Operation.Version; d.Version != "" && v != "" && d.Version != v {
		return d.wrong("the document is of version %s of the API, the ledger of %s", d.Version, v)
	}
	was := p.lockedDocument(d.Name)
	if was == nil {
		return nil
	}
	answer := xmlOf(d.Statements)
	if root := rootOf(answer); root != "" && root != d.Operation && answer.Hash != xmlOf(was.Statements).Hash {
		return d.wrong("the sample of an answer is of %s, and the document was given as one of %s", root, d.Operation)
	}
	if places := share(was.Statements, d.Statements, placeOf); places < 0.5 {
		return d.wrong("only %.0f %% of what is locked of %s stands in the document: is it of another operation?", 100*places, d.Operation)
	}
	if name := p.another(d, was); name != "" {
		return d.wrong("the document is what is locked of %s, and it was given as one of %s", name, d.Operation)
	}
	return nil
}

// another is the other operation whose lock has nearly all statements of the document; "" for none.
func (p *Project) another(d *Document, was *Locked) string {
	const same = 0.9 // of all statements
	if share(d.Statements, was.Statements, (*Statement).Pointer) >= same {
		return ""
	}
	names, _ := fs.Glob(p.Specs, "*/document.lock") // the pattern is sound
	for _, name := range names {
		l, err := ReadLock(p.Specs, name, name)
		if err != nil || l.Document(d.Name) == nil || path.Dir(name) == d.Operation {
			continue // a lock that is not read is a matter of its own operation
		}
		if share(d.Statements, l.Document(d.Name).Statements, (*Statement).Pointer) >= same {
			return path.Dir(name)
		}
	}
	return ""
}

// share is the fraction of some statements whose key others have as well.
func share(of, others []Statement, key func(*Statement) spec.Pointer) float64 {
	there := map[spec.Pointer]bool{}
	for i := range others {
		there[key(&others[i])] = true
	}
	n := 0
	for i := range of {
		if there[key(&of[i])] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(of)))
}

func placeOf(s *Statement) spec.Pointer { return spec.Pointer{Section: s.Section, Path: s.Path} }

// inLanguageOf replaces the hashes of texts in another language than the lock's by the locked ones, because they cannot be
// compared, and counts them. Values are the same in every language.
func inLanguageOf(was *Locked, d *Document) ([]Statement, int) {
	if was == nil || was.Language == d.Language {
		return d.Statements, 0
	}
	prose := func(s Statement) bool { return s.Kind == Prose || s.Kind == Example || s.Kind == Sample }
	out, n := slices.Clone(d.Statements), 0
	for i, s := range out {
		k := slices.IndexFunc(was.Statements, func(o Statement) bool { return o.Section == s.Section && o.Path == s.Path && o.Kind == s.Kind })
		if k >= 0 && prose(s) && was.Statements[k].Hash != s.Hash {
			out[i].Hash, out[i].Words = was.Statements[k].Hash, was.Statements[k].Words
			n++
		}
	}
	return out, n
}

// Follows every sentence of the features to its definition, as an editor would. Usage: node sentences.mjs <project>
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(import.meta.url)
const { ExpressionBuilder } = require('@cucumber/language-service')
const { WasmParserAdapter } = require('@cucumber/language-service/wasm')
const { AstBuilder, GherkinClassicTokenMatcher, Parser, compile } = require('@cucumber/gherkin')
const { IdGenerator } = require('@cucumber/messages')

const project = process.argv[2]
const files = (folder, ending) =>
  readdirSync(join(project, folder), { recursive: true })
    .filter((name) => name.endsWith(ending) && !name.endsWith('_test.go'))
    .map((name) => ({ name: join(folder, name), text: readFileSync(join(project, folder, name), 'utf8') }))

const grammars = new WasmParserAdapter(join(import.meta.dirname, 'node_modules/@cucumber/language-service/dist'))
await grammars.init()
const sources = files('steps', '.go').map((f) => ({ languageName: 'go', uri: f.name, content: f.text }))
const { expressionLinks: definitions, errors } = new ExpressionBuilder(grammars).build(sources, [])
let wrong = errors.map((e) => e.message)

let sentences = 0
for (const feature of files('features', '.feature')) {
  const newId = IdGenerator.incrementing()
  const document = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(feature.text)
  for (const step of compile(document, feature.name, newId).flatMap((scenario) => scenario.steps)) {
    sentences++
    const found = definitions.filter((d) => d.expression.match(step.text)).length
    if (found !== 1) wrong.push(`${feature.name}: ${JSON.stringify(step.text)} leads to ${found} definitions, not to one`)
  }
}
console.log(`${sentences} sentences, ${definitions.length} definitions`)
wrong = [...new Set(wrong)]
wrong.forEach((line) => console.error(line))
process.exit(wrong.length || !sentences ? 1 : 0)

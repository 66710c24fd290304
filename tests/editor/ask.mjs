// Opens one YAML text in the language server that editors run, and asks it what an editor would.
//
// Reads from standard input   {"folder", "path", "text", "questions": [{"method", "line", "character"}, ...]}
// and writes to standard output   {"problems": [...], "answers": [...]}   as the language server protocol has them.
import { spawn } from 'node:child_process'
import { text as readAll } from 'node:stream/consumers'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node'

const { folder, path, text, questions } = JSON.parse(await readAll(process.stdin))
const uri = pathToFileURL(path).href
const program = fileURLToPath(new URL('node_modules/yaml-language-server/bin/yaml-language-server', import.meta.url))
const server = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin))

const problems = new Promise((resolve) => {
  connection.onNotification('textDocument/publishDiagnostics', (report) => {
    if (report.uri === uri) resolve(report.diagnostics)
  })
})
// Without the store, which is on the network, only the schema that the text names is used.
/** @type {Record<string, object>} */
const settings = { yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false } } }
/** @param {{ items: { section: string }[] }} asked */
const configured = ({ items }) => items.map(({ section }) => settings[section] ?? {})
connection.onRequest('workspace/configuration', configured)
connection.onRequest('client/registerCapability', () => null)
connection.listen()

await connection.sendRequest('initialize', {
  processId: process.pid,
  rootUri: pathToFileURL(folder).href,
  workspaceFolders: [{ name: 'project', uri: pathToFileURL(folder).href }],
  capabilities: { workspace: { configuration: true }, textDocument: { publishDiagnostics: {} } },
})
connection.sendNotification('initialized', {})
connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } })

const answers = []
for (const { method, line, character } of questions) {
  answers.push(await connection.sendRequest(method, { textDocument: { uri }, position: { line, character } }))
}
process.stdout.write(JSON.stringify({ problems: await problems, answers }))
connection.dispose()
server.kill()

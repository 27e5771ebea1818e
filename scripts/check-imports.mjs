// Checks the import law (.dependency-cruiser.mjs). A tool that sees no files finds no fault in them, so the check also
// fails when it has seen fewer modules than there are files.
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import law from '../.dependency-cruiser.mjs'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(project)

const files = readdirSync(join(project, 'src'), { recursive: true }).filter(
  (name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'),
)
const { output } = await cruise(['src'], { ruleSet: law, validate: true, ...law.options }, undefined, {
  tsConfig: extractTSConfig(join(project, 'tsconfig.json')),
})
const seen = output.modules.filter(({ source }) => source.startsWith('src/'))
const broken = output.summary.violations
for (const { rule, from, to } of broken) console.error(`✗ ${rule.name}: ${from} → ${to}`)
console.error(`${seen.length} modules of ${files.length} files, ${broken.length} breaches of the import law`)
if (broken.length > 0 || seen.length < files.length) process.exitCode = 1

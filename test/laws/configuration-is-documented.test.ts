import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configSchema } from '#platform/config'
import { projectFolder } from '#platform/project-folder'

/** The page of all settings, out of the schema that validates them. */
function page(): string {
  const rows = Object.entries(configSchema.shape).map(([name, field]) => {
    const read = field.safeParse(undefined)
    const given = read.success && read.data !== undefined ? `\`${String(read.data)}\`` : '–'
    return `| \`${name}\` | ${given} | ${field.description ?? ''} |`
  })
  return `# Configuration

Settings are environment variables, validated once at start; a wrong one is named with what it should be.
This page is written from the schema in \`src/platform/config.ts\`.

| Variable | Default | Meaning |
|---|---|---|
${rows.join('\n')}
`
}

test('docs/configuration.md lists every setting as the schema has it', async () => {
  await expect(page()).toMatchFileSnapshot(join(projectFolder, 'docs/configuration.md'))
})

import { expect, test } from 'vitest'
import { examplePages } from './examples.tsx'

// Two kinds of faults that the Nu Html Checker (vnu) found on every page.
test.each(Object.keys(examplePages))(
  'the page %s has no role on a part of a table, and no blank in an address',
  (name) => {
    const html = String(examplePages[name as keyof typeof examplePages]())

    expect(html).toContain('<body')
    expect(html.match(/<(?:table|thead|tbody|tr|th|td)\b[^>]*\srole=[^>]*>/g)).toBeNull()
    expect(html.match(/\s(?:href|src)="[^"]*\s[^"]*"/g)).toBeNull()
  },
)

import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

test('where a request comes from and how it calls us is asked in one place each', () => {
  const asking = (pattern: RegExp) =>
    sourceFiles()
      .filter(({ text }) => pattern.test(text))
      .map(({ name }) => name)
      .sort()

  expect(asking(/remoteAddress/)).toEqual(['web.ts'])
  expect(asking(/new URL\(c\.req\.url\)\.origin|header\(['"](host|x-forwarded|forwarded)/)).toEqual([
    'platform/visitor.ts',
    'platform/web.ts',
  ])
})

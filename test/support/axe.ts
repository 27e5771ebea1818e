import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

declare const window: { axe?: { run: (options: RunOptions) => Promise<AxeResults> } }

/**
 * What axe finds wrong on a page, as `rule: elements`; only by the rules given, where some are. Axe comes to the page by the
 * protocol of the browser, which the policy of the page does not forbid, and in half of the time that a script takes.
 */
export async function axeFaults(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) {
    const protocol = await page.context().newCDPSession(page)
    await protocol.send('Runtime.evaluate', { expression: axe })
    await protocol.detach()
  }
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}),
  }
  const found = await page.evaluate((options) => window.axe?.run(options), options)
  if (!found) throw new Error('Axe did not run.')
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html }) => html)
        .join(' | ')
        .slice(0, 600)}`,
  )
}

#!/usr/bin/env node
// `npm run check`: everything but the tests. It needs no build, no database and no browser.
import { runChecks } from './checks.mjs'
import { installPackages, newNode } from './prepare.mjs'

installPackages()
const { failed } = await runChecks(newNode())
process.exitCode = failed > 0 ? 1 : 0

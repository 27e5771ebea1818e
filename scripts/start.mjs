#!/usr/bin/env node
// `npm start`: from a fresh clone to a running system.
import { runProgram } from './prepare.mjs'

runProgram(['start', ...process.argv.slice(2)])

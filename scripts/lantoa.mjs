#!/usr/bin/env node
// `npx lantoa …`: the commands for administrators.
import { runProgram } from './prepare.mjs'

runProgram(process.argv.slice(2))

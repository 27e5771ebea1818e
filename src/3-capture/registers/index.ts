/** The door of registers: records of the years before, brought in from files and checked together. */

export { registers } from './module.ts'

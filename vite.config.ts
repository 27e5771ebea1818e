// Two builds from one file: what the browser gets (`vite build`) and the server (`vite build --ssr`).

import { existsSync } from 'node:fs'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

/** The browser's entries. An entry not there yet is left out, so that a part of the tree still builds. */
const browserEntries = [
  'src/ui/style.css',
  'src/ui/islands.ts',
  'src/3-capture/activities/phone/index.ts',
  'src/3-capture/initiatives/duplicates/island/index.ts',
  'src/4-prove/evidence/cover/phone/index.ts',
]

const serverEntries = { main: 'src/main.ts', lantoa: 'src/cli/lantoa.ts' }

const jsx = { runtime: 'automatic', importSource: 'hono/jsx' } as const

export default defineConfig(({ isSsrBuild }) =>
  isSsrBuild
    ? {
        oxc: { jsx },
        // Packages stay in node_modules: native add-ons and Typst's fonts cannot live in a bundle.
        ssr: { external: true },
        publicDir: false,
        build: {
          ssr: true,
          outDir: 'dist/server',
          target: 'node24',
          sourcemap: true,
          minify: false,
          rolldownOptions: {
            input: Object.fromEntries(Object.entries(serverEntries).filter(([, file]) => existsSync(file))),
            output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
          },
        },
      }
    : {
        oxc: { jsx },
        plugins: [tailwindcss()],
        publicDir: false,
        build: {
          outDir: 'dist/client',
          manifest: true,
          target: ['chrome100', 'firefox110', 'safari15.4'],
          // A font inside the style sheet would arrive before the words that it is for, and break the strict CSP.
          assetsInlineLimit: 0,
          rolldownOptions: { input: browserEntries.filter((file) => existsSync(file)) },
        },
      },
)

// Three builds from one file: what the browser gets (`vite build`), what runs behind the app for recording
// (`vite build --mode worker`: one file, at an address that stays), and the server (`vite build --ssr`).

import { globSync } from 'node:fs'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type UserConfig } from 'vite'

/** The browser's entries: one for each `island`, `browser` or `screen` folder of a module, and what all pages share. */
const browserEntries = [
  'src/ui/style.css',
  'src/ui/islands.ts',
  'src/3-capture/phone/browser/app.tsx',
  ...globSync('src/**/{island,browser,screen}/index.ts').map((file) => file.replaceAll('\\', '/')),
]

const serverEntries = { main: 'src/main.ts', lantoa: 'src/cli/lantoa.ts' }

const browsers = ['chrome105', 'firefox110', 'safari16']

/** Its package for browsers is written for browsers of ten years ago; its own source is a third of that. */
const alias = { 'tus-js-client': 'tus-js-client/lib/browser/index.js' }

const worker: UserConfig = {
  resolve: { alias },
  publicDir: false,
  build: {
    outDir: 'dist/worker',
    target: browsers,
    rolldownOptions: {
      input: 'src/3-capture/phone/browser/worker.ts',
      output: { format: 'iife', entryFileNames: 'worker.js', codeSplitting: false },
    },
  },
}

const jsx = { runtime: 'automatic', importSource: 'hono/jsx' } as const

export default defineConfig(({ isSsrBuild, mode }) => {
  if (mode === 'worker') return worker
  return isSsrBuild
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
            input: serverEntries,
            output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
          },
        },
      }
    : {
        oxc: { jsx },
        resolve: { alias },
        plugins: [tailwindcss()],
        publicDir: false,
        build: {
          outDir: 'dist/client',
          manifest: true,
          target: browsers,
          // A font inside the style sheet would arrive before the words that it is for, and break the strict CSP.
          assetsInlineLimit: 0,
          rolldownOptions: { input: browserEntries },
        },
      }
})

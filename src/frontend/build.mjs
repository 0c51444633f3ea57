// Bundles the console's scripts. Usage: node build.mjs OUTPUT_DIR
import { build } from 'esbuild';

const outdir = process.argv[2];
if (!outdir) {
  console.error('Usage: node build.mjs OUTPUT_DIR');
  process.exit(2);
}

await build({
  entryPoints: {
    console: 'src/console.js',
    drawing: 'src/drawing.js',
    form: 'src/form.js',
  },
  outdir,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  legalComments: 'linked',
  loader: { '.woff': 'file', '.woff2': 'file', '.ttf': 'file', '.eot': 'file', '.svg': 'file' },
  assetNames: '[name]-[hash]',
  logLevel: 'warning',
});

// Bundles the console's scripts and style. Usage: node build.mjs OUTPUT_DIR
// Installs the packages of package-lock.json first, unless node_modules has them already; none of their install scripts runs.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const MARK = 'node_modules/.installed';

const outdir = process.argv[2];
if (!outdir) {
  console.error('Usage: node build.mjs OUTPUT_DIR');
  process.exit(2);
}
if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Building the console needs Node 20 or later; this is ${process.version}.`);
  process.exit(1);
}

function install() {
  const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted) {
    return;
  }
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'], { stdio: 'inherit' });
  writeFileSync(MARK, wanted);
}

install();
const { build } = await import('esbuild');
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

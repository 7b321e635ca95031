import v8 from 'node:v8';

// Must run before the translator's WASM is compiled: with the optimising compiler its 8 MB take 330 MB of memory.
v8.setFlagsFromString('--liftoff-only');

import { config } from 'zod';

// Without this, zod tries to compile its schemas, which the content security policy forbids.
config({ jitless: true });

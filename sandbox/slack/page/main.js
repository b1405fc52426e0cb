// @ts-check
import { start } from './app.js';

start();

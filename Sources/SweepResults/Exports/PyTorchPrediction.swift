/// The part of a Python program that predicts new rows with the network that a sweep came to.
///
/// It reads `model.safetensors`, by default that beside the program's folder, where the report has
/// written it, with columns, means, deviations and classes in its metadata; so it needs no package
/// but NumPy and PyTorch, and no text of the sweep stands in it. Its numbers are those of `momentum
/// predict` as far as PyTorch's logits are.
enum PyTorchPrediction {
    /// The lines, for behind the program's imports.
    static let text = """
        def read_model(path):
            content = path.read_bytes()
            start = 8 + int.from_bytes(content[:8], "little")
            header = json.loads(content[8:start])
            texts = header.pop("__metadata__")
            preprocess = json.loads(texts["preprocess"])
            name = texts.get("activation", "relu")
            if name not in ACTIVATIONS:
                sys.exit(f"{path}: unknown activation {name!r}; known: {', '.join(ACTIVATIONS)}")
            activation = ACTIVATIONS[name]
            tensors = {}
            for name, entry in header.items():
                begin, end = entry["data_offsets"]
                values = np.frombuffer(content[start + begin:start + end], dtype="<f4")
                tensors[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
            parts = []
            for place in range(0, len(tensors), 2):
                outputs, inputs = tensors[f"{place}.weight"].shape
                parts += [nn.Linear(inputs, outputs), activation()]
            model = nn.Sequential(*parts[:-1])
            model.load_state_dict(tensors)
            model.table = preprocess
            return model, preprocess["features"], preprocess["classes"]

        WORDS = {spelled: value for word, value in
                 [("true", "1"), ("false", "0"), ("yes", "1"), ("no", "0")]
                 for spelled in (word, word.capitalize(), word.upper())}

        def cells(row, line, path, header, columns, decimal):
            if len(row) != len(header):
                sys.exit(f"{path}, line {line}: {len(row)} fields; expected {len(header)}, "
                         "as in the header")
            numbers = []
            for column, is_boolean in columns:
                text = WORDS.get(row[column], "") if is_boolean else row[column]
                try:
                    numbers.append(float(text.replace(decimal, ".")))
                except ValueError:
                    numbers.append(float("nan"))
                with np.errstate(over="ignore"):
                    is_finite = np.isfinite(np.float32(numbers[-1]))
                if not is_finite:
                    sys.exit(f"{path}, line {line}, column {header[column]!r}, value "
                             f"{row[column]!r}: expected a finite number in single precision")
            return numbers

        def numbered(rows, first):
            if first:
                yield 1, first
            line = rows.line_num + 1
            for row in rows:
                if row:
                    yield line, row
                line = rows.line_num + 1

        def predict(path, model_path):
            csv.field_size_limit(sys.maxsize)
            if not model_path.exists():
                sys.exit(f"{model_path} is missing; momentum report writes it, but not with folds")
            model, features, classes = read_model(model_path)
            decimal, has_header = model.table.get("decimal", "."), model.table.get("header", True)
            mean = np.array([f.get("mean", 0.0) for f in features])
            deviation = np.array([f.get("deviation", 1.0) for f in features])
            largest = float(np.finfo("float32").max)
            writer = csv.writer(sys.stdout, lineterminator="\\n")
            with open(0 if path == "-" else path, encoding="utf-8-sig", newline="") as file:
                rows = csv.reader(file, delimiter=model.table.get("separator", ","))
                header = next(rows, [])
                first = [] if has_header else header
                header = header if has_header else [str(i + 1) for i in range(len(header))]
                missing = [f["name"] for f in features if f["name"] not in header]
                if missing:
                    sys.exit(f"{path}: columns are missing: {missing}")
                columns = [(header.index(f["name"]), f.get("boolean", False)) for f in features]
                writer.writerow(["class"] + [f"probability {name}" for name in classes])
                rows = numbered(rows, first)
                while block := list(itertools.islice(rows, 4096)):
                    raw = np.array(
                        [cells(row, line, path, header, columns, decimal) for line, row in block])
                    inputs = np.clip((raw - mean) / deviation, -largest, largest)
                    with torch.no_grad():
                        logits = model(torch.from_numpy(inputs.astype("float32")))
                        probabilities = torch.softmax(logits.double(), 1).tolist()
                    for index, row in zip(logits.argmax(1).tolist(), probabilities):
                        writer.writerow([classes[index]] + row)

        if sys.argv[1:2] == ["predict"]:
            if len(sys.argv) not in (3, 4):
                sys.exit("expected: predict FILE.csv [MODEL.safetensors]")
            default = Path(__file__).resolve().parent.parent / "model.safetensors"
            predict(sys.argv[2], Path(sys.argv[3]) if len(sys.argv) == 4 else default)
            sys.stdout.flush()
            sys.exit()

        """
}

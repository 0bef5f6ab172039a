package io.jenkins.plugins.mlsteps.serve;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.ModelCard;
import io.jenkins.plugins.mlsteps.record.SignatureFile;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns rows of named columns into the tensors a model takes, as its {@value SignatureFile#NAME} says. */
final class RowForm {
    private final SignatureFile signature;
    private final List<ColumnBlock> blocks;
    private final Map<String, Place> places;

    /** Where a column goes. */
    private record Place(ColumnBlock block, int index, int position, String type) {}

    private RowForm(SignatureFile signature, List<ColumnBlock> blocks, Map<String, Place> places) {
        this.signature = signature;
        this.blocks = blocks;
        this.places = places;
    }

    /** @throws IllegalArgumentException when the signature names tensors or positions the model does not have */
    static RowForm of(SignatureFile signature, Map<String, NodeInfo> inputs) {
        List<ModelCard.Field> columns = signature.signature() == null
                ? List.of()
                : signature.signature().inputs();
        Map<String, List<ModelCard.Field>> byTensor = new LinkedHashMap<>();
        inputs.keySet().forEach(tensor -> byTensor.put(tensor, new ArrayList<>()));
        for (ModelCard.Field column : columns) {
            List<ModelCard.Field> tensor = byTensor.get(tensorOf(column));
            if (tensor == null) {
                throw new IllegalArgumentException(SignatureFile.NAME + ": column '" + column.name() + "' is of tensor '"
                        + tensorOf(column) + "', the model has " + inputs.keySet());
            }
            tensor.add(column);
        }
        List<ColumnBlock> blocks = new ArrayList<>();
        Map<String, Place> places = new HashMap<>();
        byTensor.forEach((tensor, members) -> {
            ColumnBlock block =
                    ColumnBlock.of(tensor, (TensorInfo) inputs.get(tensor).getInfo(), members);
            for (ModelCard.Field column : members) {
                int position = column.position() == null ? 0 : column.position();
                places.put(column.name(), new Place(block, blocks.size(), position, column.type()));
            }
            blocks.add(block);
        });
        return new RowForm(signature, blocks, places);
    }

    private static String tensorOf(ModelCard.Field column) {
        return column.tensor() == null ? column.name() : column.tensor();
    }

    SignatureFile signature() {
        return signature;
    }

    /**
     * The tensors of {@code {"rows":[{"column":value,…},…]}}; the caller closes them.
     *
     * @throws Refusal when the body is no such request
     */
    Map<String, OnnxTensor> tensors(byte[] body) throws OrtException {
        try (JsonParser json = InferenceRequest.JSON.createParser(body)) {
            return tensors(rows(json));
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("the request is not JSON: " + IoFailure.mistake(e) + " at line "
                    + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw Refusal.badRequest("the request cannot be read: " + e.getMessage());
        }
    }

    private Map<String, OnnxTensor> tensors(List<Object[]> rows) throws OrtException {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < blocks.size(); i++) {
            tensors.put(blocks.get(i).tensor(), blocks.get(i).toTensor(rows, i));
        }
        return tensors;
    }

    /** For each row the arrays of each block. */
    private List<Object[]> rows(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw noRows();
        }
        List<Object[]> rows = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (!field.equals("rows")) {
                throw Refusal.badRequest("unknown key '" + field + "', expected 'rows'");
            }
            if (value != JsonToken.START_ARRAY) {
                throw noRows();
            }
            rows = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                rows.add(row(json, rows.size()));
            }
        }
        if (rows == null || rows.isEmpty()) {
            throw noRows();
        }
        return rows;
    }

    private Object[] row(JsonParser json, int number) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Refusal.badRequest("rows[" + number + "] is '" + json.getText() + "', expected an object of columns");
        }
        Object[] cells = blocks.stream().map(ColumnBlock::missing).toArray();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String column = json.currentName();
            Place place = places.get(column);
            json.nextToken();
            if (place == null) {
                throw unknownColumn(column, number);
            }
            place.block().put(cells[place.index()], place.position(), place.type(), json, number, column);
        }
        return cells;
    }

    private Refusal unknownColumn(String column, int row) {
        if (column.equals(signature.target())) {
            return Refusal.badRequest("rows[" + row + "]: column '" + column + "' is what the model predicts; leave it out");
        }
        return Refusal.badRequest(
                "rows[" + row + "]: unknown column '" + column + "'" + NearestName.hint(column, places.keySet()));
    }

    private static Refusal noRows() {
        return Refusal.badRequest("expected {\"rows\":[{\"column\":value,…}]} with at least one row");
    }
}
